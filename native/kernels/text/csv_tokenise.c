// SPDX-License-Identifier: Apache-2.0
// Splits CSV (RFC 4180) into fields, with quoted ones that hold commas, line ends and doubled quotes.
// Branches on every byte. v3 has nothing for them, just VEX forms of the moves that store a field.
#include <string.h>

#include "documents.h"
#include "marchmark.h"
#include "spans.h"

// Stops where the text ends or the fields are full.
static uint32_t tokenise(struct mm_span *fields, size_t capacity, const char *text, size_t n) {
  size_t count = 0, at = 0;
  while (at < n && count < capacity) {
    size_t start = at, end;
    if (text[at] == '"') {
      start = ++at;
      for (; at < n; at++) {
        if (text[at] != '"') continue;
        if (at + 1 == n || text[at + 1] != '"') break;
        at++;
      }
      end = at++;
    } else {
      while (at < n && text[at] != ',' && text[at] != '\n' && text[at] != '\r') at++;
      end = at;
    }
    fields[count++] = (struct mm_span){(uint32_t)start, (uint32_t)end};
    if (at < n && text[at] == '\r') at++;
    at++;
  }
  return (uint32_t)count;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint32_t *)mm_at(data, MM_COUNT, step) =
      tokenise(mm_at(data, MM_SPANS, step), mm_most_spans(data->n), mm_at(data, MM_TEXT, step), data->n);
}

MM_CODE(.run = run);

static void fill(const struct mm_data *data, uint64_t seed) { mm_spans_fill(data, seed, mm_csv); }

// By parity: a comma or line end separates where the quotes before it are even in number.
static void reference(const struct mm_data *data, uint64_t step) {
  const char *text = mm_at(data, MM_TEXT, step);
  struct mm_span *fields = mm_at(data, MM_SPANS, step);
  uint64_t count = 0, start = 0;
  for (uint64_t at = 0, quotes = 0; at <= data->n && count < mm_most_spans(data->n); at++) {
    if (at < data->n) {
      quotes += text[at] == '"';
      if (quotes % 2 == 1 || (text[at] != ',' && text[at] != '\n')) continue;
    } else if (start == data->n) {
      break;
    }
    int quoted = text[start] == '"';
    uint64_t end = at > start && text[at - 1] == '\r' && quotes % 2 == 0 ? at - 1 : at;
    fields[count++] =
        (struct mm_span){(uint32_t)(start + quoted), (uint32_t)(end - (quoted && quotes % 2 == 0))};
    start = at + 1;
  }
  *(uint32_t *)mm_at(data, MM_COUNT, step) = (uint32_t)count;
}

// The examples of RFC 4180, section 2, rules 1, 6 and 7.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char *const texts[] = {"aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
                                      "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
                                      "\"aaa\",\"b\"\"bb\",\"ccc\""};
  static const struct mm_span fields[][6] = {{{0, 3}, {4, 7}, {8, 11}, {13, 16}, {17, 20}, {21, 24}},
                                             {{1, 4}, {7, 12}, {15, 18}, {21, 24}, {25, 28}, {29, 32}},
                                             {{1, 4}, {7, 12}, {15, 18}}};
  if (index >= sizeof texts / sizeof texts[0]) return 0;
  data->n = strlen(texts[index]);
  memcpy(mm_at(data, MM_TEXT, 0), texts[index], data->n);
  *expected = fields[index];
  return sizeof fields[index];
}

MM_WORKLOAD(.summary = "fields of a CSV table", .unit = "byte", .shape = mm_spans_shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
