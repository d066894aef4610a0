// SPDX-License-Identifier: Apache-2.0
// Counts the set bits of a bitmap: matching rows, blocks in use.
// POPCNT came with v2: nothing. Clang prefers to look half bytes up in v3, 32 at a time (VPSHUFB).
#include "columns.h"
#include "marchmark.h"

enum { BITMAP, COUNT };

static uint64_t popcount(const uint64_t *words, size_t n) {
  uint64_t count = 0;
  for (size_t i = 0; i < n; i++) count += (uint64_t)__builtin_popcountll(words[i]);
  return count;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, COUNT, step) = popcount(mm_at(data, BITMAP, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(uint64_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[BITMAP] = {n * sizeof(uint64_t), MM_INPUT, MM_BYTES, 0},
                                        [COUNT] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// A quarter of the bits is set, or a little more.
static void fill(const struct mm_data *data, uint64_t seed) {
  mm_bitmap(mm_at(data, BITMAP, 0), data->n, 16 * data->n + seed % 7, seed);
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bytes = mm_at(data, BITMAP, step);
  uint64_t count = 0;
  for (size_t bit = 0; bit < 64 * data->n; bit++) count += bytes[bit / 8] >> bit % 8 & 1;
  *(uint64_t *)mm_at(data, COUNT, step) = count;
}

MM_WORKLOAD(.summary = "set bits of a bitmap, counted", .unit = "word", .shape = shape, .fill = fill,
            .reference = reference);
