// SPDX-License-Identifier: Apache-2.0
// Finds the longest earlier match at each place of a text, along chains of equal hashes, as zlib does.
// v3 has SHRX for the hash; equal bytes are counted by TZCNT in both. GCC uses wider vectors at -O3.
#include <stdlib.h>
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, HEADS, PREVIOUS, MATCHES };

enum { WINDOW = 32768, SHORTEST = 4, LONGEST = 258, DEPTH = 16 };

struct match {
  uint16_t length, distance;  // both 0 where there is none
};

static inline uint32_t hash_at(const uint8_t *text, int log2) {
  uint32_t four;
  memcpy(&four, text, sizeof four);
  return four * 2654435761u >> (32 - log2);
}

static inline uint32_t common_length(const uint8_t *a, const uint8_t *b, uint32_t limit) {
  uint32_t length = 0;
  for (; length + 8 <= limit; length += 8) {
    uint64_t x, y;
    memcpy(&x, a + length, sizeof x);
    memcpy(&y, b + length, sizeof y);
    if (x != y) return length + (uint32_t)__builtin_ctzll(x ^ y) / 8;
  }
  while (length < limit && a[length] == b[length]) length++;
  return length;
}

static void find_matches(struct match *matches, int32_t *heads, int32_t *previous, int log2,
                         const uint8_t *text, int32_t n) {
  for (uint32_t hash = 0; hash < 1u << log2; hash++) heads[hash] = -WINDOW - 1;  // too far from anywhere
  for (int32_t at = 0; at < n; at++) {
    uint32_t limit = n - at < LONGEST ? (uint32_t)(n - at) : LONGEST, length = SHORTEST - 1;
    int32_t distance = 0;
    if (limit >= SHORTEST) {
      int32_t *head = &heads[hash_at(text + at, log2)], from = *head;
      previous[at] = from;
      *head = at;
      for (int depth = DEPTH; depth > 0 && at - from <= WINDOW; depth--, from = previous[from]) {
        if (text[from + length] != text[at + length]) continue;  // no longer than what is known
        uint32_t found = common_length(text + from, text + at, limit);
        if (found <= length) continue;
        length = found;
        distance = at - from;
        if (length == limit) break;
      }
    }
    matches[at] = (struct match){distance == 0 ? 0 : (uint16_t)length, (uint16_t)distance};
  }
}

// One list for each place, up to 2^15 of them.
static inline int log2_heads(uint64_t n) { return n < 1 << 15 ? 63 - __builtin_clzll(n) : 15; }

static void run(const struct mm_data *data, uint64_t step) {
  find_matches(mm_at(data, MATCHES, step), mm_at(data, HEADS, step), mm_at(data, PREVIOUS, step),
               log2_heads(data->n), mm_at(data, TEXT, step), (int32_t)data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 13;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 1 << 17),
                             .buffer = {[TEXT] = {n, MM_INPUT, MM_BYTES, 0},
                                        [HEADS] = {sizeof(int32_t) << log2_heads(n), MM_SCRATCH, MM_BYTES, 1},
                                        [PREVIOUS] = {n * sizeof(int32_t), MM_SCRATCH, MM_BYTES, 1},
                                        [MATCHES] = {n * sizeof(struct match), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_source(mm_at(data, TEXT, i), data->n, seed + i);
}

struct place {
  uint32_t hash, at;
};

static int compare(const void *a, const void *b) {
  const struct place *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

// All places sorted by their hash, so that the candidates of each are the ones before it.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *text = mm_at(data, TEXT, step);
  struct match *matches = mm_at(data, MATCHES, step);
  struct place *places = malloc(data->n * sizeof *places);
  uint64_t count = data->n < SHORTEST ? 0 : data->n - SHORTEST + 1;
  if (!places) abort();
  memset(matches, 0, data->n * sizeof *matches);
  for (uint32_t at = 0; at < count; at++)
    places[at] = (struct place){hash_at(text + at, log2_heads(data->n)), at};
  qsort(places, count, sizeof *places, compare);
  for (uint64_t k = 0; k < count; k++) {
    for (uint64_t back = 1; back <= DEPTH && back <= k && places[k - back].hash == places[k].hash; back++) {
      uint32_t at = places[k].at, distance = at - places[k - back].at, length = 0;
      if (distance > WINDOW) break;
      while (length < LONGEST && at + length < data->n && text[at + length] == text[at + length - distance])
        length++;
      if (length >= SHORTEST && length > matches[at].length)
        matches[at] = (struct match){(uint16_t)length, (uint16_t)distance};
    }
  }
  free(places);
}

MM_WORKLOAD(.summary = "longest matches in source code, along hash chains", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference);
