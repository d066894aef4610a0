// SPDX-License-Identifier: Apache-2.0
// Adds up the leading zeros of words: how much narrower a column of sizes can be packed.
// v3 counts them with LZCNT; v2 finds the highest set bit (BSR) and turns its number around.
#include "columns.h"
#include "marchmark.h"

enum { SIZES, TOTAL };

static uint64_t leading_zeros(const uint32_t *sizes, size_t n) {
  uint64_t total = 0;
  for (size_t i = 0; i < n; i++) total += (uint64_t)__builtin_clz(sizes[i]);
  return total;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, TOTAL, step) = leading_zeros(mm_at(data, SIZES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(uint32_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[SIZES] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [TOTAL] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Sizes of files and of allocations are skewed so; none is 0, for which the count is undefined.
static void fill(const struct mm_data *data, uint64_t seed) {
  mm_skewed(mm_at(data, SIZES, 0), data->n, 32, seed);
}

// All 32 bits, less what is left when the size is halved until it is gone.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *sizes = mm_at(data, SIZES, step);
  uint64_t total = 32 * data->n;
  for (size_t i = 0; i < data->n; i++)
    for (uint32_t left = sizes[i]; left > 0; left /= 2) total--;
  *(uint64_t *)mm_at(data, TOTAL, step) = total;
}

MM_WORKLOAD(.summary = "leading zeros of 32-bit sizes, added up", .unit = "word", .shape = shape,
            .fill = fill, .reference = reference);
