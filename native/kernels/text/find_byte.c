// SPDX-License-Identifier: Apache-2.0
// Finds blanks, quotes and line ends in log lines, each from a place of its own: memchr as parsers write it.
// The byte decides where the loop ends: the same code for v3, but from GCC 15 at -O3, which vectorises that.
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, PLACES, FOUND };

struct place {
  uint32_t start, wanted;
};

static inline const char *find(const char *at, const char *end, char wanted) {
  while (at < end && *at != wanted) at++;
  return at;
}

static void find_all(uint32_t *found, const char *text, size_t length, const struct place *places, size_t n) {
  for (size_t i = 0; i < n; i++)
    found[i] = (uint32_t)(find(text + places[i].start, text + length, (char)places[i].wanted) - text);
}

// A place takes 12 bytes with its result, and comes with 20 of text.
static inline uint64_t text_bytes(uint64_t n) { return n * 20; }

static void run(const struct mm_data *data, uint64_t step) {
  find_all(mm_at(data, FOUND, step), mm_at(data, TEXT, step), text_bytes(data->n), mm_at(data, PLACES, step),
           data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 32;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 1 << 17),
                             .buffer = {[TEXT] = {text_bytes(n), MM_INPUT, MM_BYTES, 1},
                                        [PLACES] = {n * sizeof(struct place), MM_INPUT, MM_BYTES, 0},
                                        [FOUND] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Two in three searches are for a blank, 1 in 6 for a quote and a line end each: 26 bytes on average.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const char wanted[] = "    \"\n";
  struct mm_random random = mm_random(seed);
  mm_log(mm_at(data, TEXT, 0), text_bytes(data->n), seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct place *places = mm_at(data, PLACES, i);
    for (uint64_t k = 0; k < data->n; k++) {
      uint32_t start = mm_below(&random, (uint32_t)text_bytes(data->n));
      places[k] = (struct place){start, (uint32_t)wanted[mm_below(&random, 6)]};
    }
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const char *text = mm_at(data, TEXT, step);
  const struct place *places = mm_at(data, PLACES, step);
  uint32_t *found = mm_at(data, FOUND, step);
  for (uint64_t k = 0; k < data->n; k++) {
    size_t start = places[k].start, end = text_bytes(data->n);
    const char *at = memchr(text + start, (int)places[k].wanted, end - start);
    found[k] = (uint32_t)(at ? (size_t)(at - text) : end);
  }
}

MM_WORKLOAD(.summary = "find a byte in log lines, as a hand-written memchr", .unit = "search", .shape = shape,
            .fill = fill, .reference = reference);
