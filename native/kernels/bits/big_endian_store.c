// SPDX-License-Identifier: Apache-2.0
// Writes 32-bit words as big-endian bytes: the index of a git pack, network formats.
// v3 swaps and stores in one instruction (MOVBE), or in vectors twice as wide where the compiler vectorises.
#include <string.h>

#include "columns.h"
#include "marchmark.h"

enum { WORDS, BYTES };

static inline void store_big_endian(uint8_t *p, uint32_t word) {
  word = __builtin_bswap32(word);
  memcpy(p, &word, sizeof word);
}

static void store(const uint32_t *restrict words, size_t n, uint8_t *restrict bytes) {
  for (size_t i = 0; i < n; i++) store_big_endian(bytes + 4 * i, words[i]);
}

static void run(const struct mm_data *data, uint64_t step) {
  store(mm_at(data, WORDS, step), data->n, mm_at(data, BYTES, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 8;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = 1,
      .buffer = {[WORDS] = {4 * n, MM_INPUT, MM_BYTES, 0}, [BYTES] = {4 * n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_sorted(mm_at(data, WORDS, 0), data->n, seed);
}

// Byte by byte, the highest first.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *words = mm_at(data, WORDS, step);
  uint8_t *bytes = mm_at(data, BYTES, step);
  for (size_t i = 0; i < 4 * data->n; i++) bytes[i] = (uint8_t)(words[i / 4] >> 8 * (3 - i % 4));
}

MM_WORKLOAD(.summary = "32-bit words stored as big-endian bytes", .unit = "word", .shape = shape,
            .fill = fill, .reference = reference);
