// SPDX-License-Identifier: Apache-2.0
// Running sum of lengths: the offsets of strings in a column, of rows in a sparse matrix.
// Each sum waits for the one before, an addition a step: nothing.
#include "columns.h"
#include "marchmark.h"

enum { LENGTHS, OFFSETS };

static void prefix_sum(const uint32_t *restrict lengths, size_t n, uint32_t *restrict offsets) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += lengths[i];
    offsets[i] = sum;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  prefix_sum(mm_at(data, LENGTHS, step), data->n, mm_at(data, OFFSETS, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[LENGTHS] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [OFFSETS] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_skewed(mm_at(data, LENGTHS, 0), data->n, 8, seed);
}

// From the end, as what is left of the total.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *lengths = mm_at(data, LENGTHS, step);
  uint32_t *offsets = mm_at(data, OFFSETS, step), left = 0;
  for (size_t i = 0; i < data->n; i++) left += lengths[i];
  for (size_t i = data->n; i-- > 0; left -= lengths[i]) offsets[i] = left;
}

MM_WORKLOAD(.summary = "running sum of 32-bit lengths", .unit = "row", .shape = shape, .fill = fill,
            .reference = reference);
