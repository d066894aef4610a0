// SPDX-License-Identifier: Apache-2.0
// Adds up big-endian 32-bit words: the offsets in a git pack's index, headers of network formats.
// v3 loads and swaps in one instruction (MOVBE), or in vectors twice as wide where the compiler vectorises.
#include <string.h>

#include "columns.h"
#include "marchmark.h"

enum { BYTES, TOTAL };

static inline uint32_t load_big_endian(const uint8_t *p) {
  uint32_t word;
  memcpy(&word, p, sizeof word);
  return __builtin_bswap32(word);
}

static uint64_t sum(const uint8_t *bytes, size_t n) {
  uint64_t total = 0;
  for (size_t i = 0; i < n; i++) total += load_big_endian(bytes + 4 * i);
  return total;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, TOTAL, step) = sum(mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 4;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = 1,
      .buffer = {
          [BYTES] = {4 * n, MM_INPUT, MM_BYTES, 0}, [TOTAL] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  uint32_t *words = mm_at(data, BYTES, 0);
  mm_sorted(words, data->n, seed);
  for (size_t i = 0; i < data->n; i++) words[i] = __builtin_bswap32(words[i]);
}

// Each byte counts by its place.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bytes = mm_at(data, BYTES, step);
  uint64_t total = 0;
  for (size_t i = 0; i < 4 * data->n; i++) total += (uint64_t)bytes[i] << 8 * (3 - i % 4);
  *(uint64_t *)mm_at(data, TOTAL, step) = total;
}

MM_WORKLOAD(.summary = "sum of big-endian 32-bit words", .unit = "word", .shape = shape, .fill = fill,
            .reference = reference);
