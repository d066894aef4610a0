// SPDX-License-Identifier: Apache-2.0
// Splits JSON (RFC 8259) into tokens: brackets, commas, colons, strings, and values of other kinds.
// Branches on every byte: v3 gets the same code, but for VEX forms of the moves that store a token (GCC 15).
#include <string.h>

#include "documents.h"
#include "marchmark.h"
#include "spans.h"

static inline int is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static inline int is_structure(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

// Stops where the text ends or the tokens are full.
static uint32_t tokenise(struct mm_span *tokens, size_t capacity, const char *text, size_t n) {
  size_t count = 0, at = 0;
  while (at < n && count < capacity) {
    size_t start = at++;
    if (is_blank(text[start])) continue;
    if (text[start] == '"') {
      while (at < n && text[at] != '"') at += text[at] == '\\' && at + 1 < n ? 2 : 1;
      if (at < n) at++;
    } else if (!is_structure(text[start])) {
      while (at < n && !is_blank(text[at]) && !is_structure(text[at])) at++;
    }
    tokens[count++] = (struct mm_span){(uint32_t)start, (uint32_t)at};
  }
  return (uint32_t)count;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint32_t *)mm_at(data, MM_COUNT, step) =
      tokenise(mm_at(data, MM_SPANS, step), mm_most_spans(data->n), mm_at(data, MM_TEXT, step), data->n);
}

MM_CODE(.run = run);

static void fill(const struct mm_data *data, uint64_t seed) { mm_spans_fill(data, seed, mm_json); }

// A character at a time: what it is in, and whether it is escaped.
static void reference(const struct mm_data *data, uint64_t step) {
  const char *text = mm_at(data, MM_TEXT, step);
  struct mm_span *tokens = mm_at(data, MM_SPANS, step);
  uint64_t count = 0;
  enum { NOTHING, STRING, VALUE } in = NOTHING;
  int escaped = 0;
  for (uint64_t at = 0; at < data->n; at++) {
    int quote = text[at] == '"' && !escaped, blank = strchr(" \n\t\r", text[at]) != NULL;
    int structure = strchr("{}[],:", text[at]) != NULL;
    escaped = in == STRING && text[at] == '\\' && !escaped;
    if (in == STRING) {
      tokens[count - 1].end = (uint32_t)at + 1;
      if (quote) in = NOTHING;
    } else if (in == VALUE && !blank && !structure) {
      tokens[count - 1].end = (uint32_t)at + 1;
    } else if (blank) {
      in = NOTHING;
    } else {
      if (count == mm_most_spans(data->n)) break;
      tokens[count++] = (struct mm_span){(uint32_t)at, (uint32_t)at + 1};
      in = quote ? STRING : structure ? NOTHING : VALUE;
    }
  }
  *(uint32_t *)mm_at(data, MM_COUNT, step) = (uint32_t)count;
}

// From the examples of RFC 8259, section 13.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char *const texts[] = {"\"Hello world!\"", "42", "true", "[116, 943, 234, 38793]"};
  static const struct mm_span tokens[][9] = {
      {{0, 14}},
      {{0, 2}},
      {{0, 4}},
      {{0, 1}, {1, 4}, {4, 5}, {6, 9}, {9, 10}, {11, 14}, {14, 15}, {16, 21}, {21, 22}}};
  if (index >= sizeof texts / sizeof texts[0]) return 0;
  memset(mm_at(data, MM_TEXT, 0), ' ', data->n);
  memcpy(mm_at(data, MM_TEXT, 0), texts[index], strlen(texts[index]));
  *expected = tokens[index];
  return sizeof tokens[index];
}

MM_WORKLOAD(.summary = "tokens of JSON records", .unit = "byte", .shape = mm_spans_shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
