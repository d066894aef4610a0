// SPDX-License-Identifier: Apache-2.0
// Counts the lines of a log that match a regular expression, by a table of states and bytes, as grep does.
// Each state waits for a load: the same code for v3. GCC 15 at -O3 skips to a line end in wider vectors.
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, NEXT, RESULT };

enum { MATCHED, START, STATES = 64 };

struct result {
  uint32_t lines, last;  // that match, and where the last of them ends
};

// A line end leads back to the start from every state. The rest of a line that matches is skipped.
static struct result search(const uint8_t (*next)[256], const uint8_t *text, size_t n) {
  struct result result = {0, 0};
  uint32_t state = START;
  for (size_t i = 0; i < n; i++) {
    state = next[state][text[i]];
    if (state != MATCHED) continue;
    while (i < n && text[i] != '\n') i++;
    result.last = (uint32_t)i;
    result.lines++;
    state = START;
  }
  return result;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(struct result *)mm_at(data, RESULT, step) =
      search(mm_at(data, NEXT, step), mm_at(data, TEXT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = mm_instances(bytes, 4 << 20),
                             .buffer = {[TEXT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [NEXT] = {STATES * 256, MM_INPUT, MM_BYTES, 1},
                                        [RESULT] = {sizeof(struct result), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Requests for a script with an id that failed: 1 line in 28.
static const char pattern[] = "/[a-z]+\\.php\\?[^ ]*id=[0-9]+[^\"]*\" [45]";

// One element of the pattern ends where its suffix may stand.
static const char *end_of(const char *element) {
  if (*element == '\\') return element + 2;
  return *element == '[' ? strchr(element, ']') + 1 : element + 1;
}

static int matches(const char *element, int byte) {
  if (*element != '[') return byte == element[*element == '\\'];
  int inverted = element[1] == '^', found = 0;
  for (const char *c = element + 1 + inverted; *c != ']'; c += c[1] == '-' ? 3 : 1)
    found |= c[1] == '-' ? byte >= c[0] && byte <= c[2] : byte == *c;
  return found != inverted;
}

// The subset construction: a state is the set of elements, one bit each, that may come next.
static void fill_table(uint8_t (*next)[256]) {
  const char *element[32];
  uint32_t count = 0, many = 0, sets[STATES] = {0}, states = START + 1;  // `many`: any number, even none
  for (const char *at = pattern, *end; *at; at = end + (*end == '+' || *end == '*')) {
    end = end_of(at);
    if (*end != '*') element[count++] = at;
    if (*end != '*' && *end != '+') continue;
    many |= 1u << count;
    element[count++] = at;
  }
  sets[START] = 1;
  memset(next, START, STATES * sizeof *next);
  for (uint32_t state = START; state < states; state++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t set = 1, to = START;
      for (uint32_t i = 0; i < count && byte != '\n'; i++) {
        if (sets[state] >> i & 1 && matches(element[i], byte)) set |= 1u << (many >> i & 1 ? i : i + 1);
        if (set >> i & many >> i & 1) set |= 2u << i;
      }
      while (to < states && sets[to] != set) to++;
      if (set >> count & 1) to = MATCHED;
      if (to == STATES) abort();
      if (to == states) sets[states++] = set;
      next[state][byte] = (uint8_t)to;
    }
  }
}

static void fill(const struct mm_data *data, uint64_t seed) {
  fill_table(mm_at(data, NEXT, 0));
  for (uint64_t i = 0; i < data->instances; i++) mm_log(mm_at(data, TEXT, i), data->n, seed + i);
}

// Line by line, by POSIX's regexec.
static void reference(const struct mm_data *data, uint64_t step) {
  char *text = malloc(data->n + 1);
  struct result result = {0, 0};
  regex_t compiled;
  if (!text || regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0) abort();
  memcpy(text, mm_at(data, TEXT, step), data->n);
  text[data->n] = 0;
  for (char *line = text, *end; *line; line = *end ? end + 1 : end) {
    end = line + strcspn(line, "\n");
    char held = *end;
    *end = 0;
    if (regexec(&compiled, line, 0, NULL, 0) == 0)
      result = (struct result){result.lines + 1, (uint32_t)(end - text)};
    *end = held;
    if (!held) break;
  }
  regfree(&compiled);
  free(text);
  *(struct result *)mm_at(data, RESULT, step) = result;
}

MM_WORKLOAD(.summary = "lines of a log that match a regular expression, table driven", .unit = "byte",
            .shape = shape, .fill = fill, .reference = reference);
