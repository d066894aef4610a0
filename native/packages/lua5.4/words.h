// SPDX-License-Identifier: Apache-2.0
//
// Counts the words of a text in Lua: patterns, strings as keys of a table, a sort by a Lua function.
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"

static const char script[] =
    "local counts, words = {}, {}\n"
    "for word in string.gmatch(..., '%a+') do\n"
    "  word = word:lower()\n"
    "  local count = counts[word]\n"
    "  if not count then words[#words + 1] = word end\n"
    "  counts[word] = (count or 0) + 1\n"
    "end\n"
    "table.sort(words, function(a, b)\n"
    "  if counts[a] ~= counts[b] then return counts[a] > counts[b] end\n"
    "  return a < b\n"
    "end)\n"
    "for i, word in ipairs(words) do words[i] = word .. ' ' .. counts[word] .. '\\n' end\n"
    "return table.concat(words)\n";

// Of a text of single letters, no two of them alike, each takes 4 bytes instead of 2.
static inline size_t room(uint64_t size) { return 2 * size + 16; }

static void run(const struct mm_data *data, uint64_t step) {
  call(script, mm_at(data, RESULT, step), room(data->n), mm_at(data, INPUT, step), data->n);
}

MM_CODE(.run = run);

// Half of the size: 8 KiB take half a millisecond.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  if (bytes > 64 << 10) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 512 << 10),
                             .buffer = {[INPUT] = {n, MM_INPUT, MM_BYTES, 0},
                                        [RESULT] = {mm_content_bytes(room(n)), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

struct word {
  char letters[60];
  uint32_t count;
};

static int by_count(const void *a, const void *b) {
  const struct word *one = a, *other = b;
  if (one->count != other->count) return one->count < other->count ? 1 : -1;
  return strcmp(one->letters, other->letters);
}

static void reference(const struct mm_data *data, uint64_t step) {
  struct mm_content *result = mm_at(data, RESULT, step);
  const char *text = mm_at(data, INPUT, step);
  struct word *words = calloc(data->n / 2 + 1, sizeof *words), word = {"", 0};
  if (!words) abort();
  size_t known = 0, size = 0, length = 0;
  for (uint64_t at = 0; at <= data->n; at++) {
    char letter = at < data->n ? (char)(text[at] | 0x20) : ' ';
    if (letter >= 'a' && letter <= 'z' && length < sizeof word.letters - 1) {
      word.letters[length++] = letter;
      continue;
    }
    word.letters[length] = 0;
    size_t w = 0;
    while (w < known && strcmp(words[w].letters, word.letters) != 0) w++;
    if (w == known && length > 0) words[known++] = word;
    if (length > 0) words[w].count++;
    length = 0;
  }
  qsort(words, known, sizeof *words, by_count);
  for (size_t w = 0; w < known; w++)
    size += (size_t)snprintf((char *)result->bytes + size, room(data->n) - size, "%s %u\n", words[w].letters,
                             words[w].count);
  free(words);
  mm_finish(result, size, room(data->n));
}

// A workload on texts that `input` writes.
#define COUNT_WORDS(input, what)                                                                    \
  static void fill(const struct mm_data *data, uint64_t seed) {                                     \
    for (uint64_t i = 0; i < data->instances; i++) input(mm_at(data, INPUT, i), data->n, seed + i); \
  }                                                                                                 \
  MM_WORKLOAD(.summary = what, .unit = "byte", .shape = shape, .fill = fill, .reference = reference)
