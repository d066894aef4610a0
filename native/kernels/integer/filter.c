// SPDX-License-Identifier: Apache-2.0
// Lists the rows of a column above a bound, without a branch: a query engine's selection vector.
// Each store waits for the count before it, and neither v2 nor v3 can compress a vector: nothing.
#include "columns.h"
#include "marchmark.h"

enum { COLUMN, BOUND, SELECTION, COUNT };

static uint32_t filter(const int32_t *column, size_t n, int32_t bound, uint32_t *selection) {
  uint32_t count = 0;
  for (size_t i = 0; i < n; i++) {
    selection[count] = (uint32_t)i;
    count += column[i] > bound;
  }
  return count;
}

static void run(const struct mm_data *data, uint64_t step) {
  const int32_t *bound = mm_at(data, BOUND, step);
  *(uint32_t *)mm_at(data, COUNT, step) =
      filter(mm_at(data, COLUMN, step), data->n, *bound, mm_at(data, SELECTION, step));
}

MM_CODE(.run = run);

// The selection is updated, not output, as what is beyond the count stays as it was.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(int32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(bytes, 2 << 20),
                             .buffer = {[COLUMN] = {n * sizeof(int32_t), MM_INPUT, MM_BYTES, 0},
                                        [BOUND] = {sizeof(int32_t), MM_INPUT, MM_BYTES, 0},
                                        [SELECTION] = {n * sizeof(uint32_t), MM_UPDATED, MM_BYTES, 0},
                                        [COUNT] = {sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// About a third of the rows is above the bound.
static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) {
    mm_skewed(mm_at(data, COLUMN, i), data->n, 24, seed + i);
    *(int32_t *)mm_at(data, BOUND, i) = 1 << 16;
    memset(mm_at(data, SELECTION, i), 0, data->n * sizeof(uint32_t));
  }
}

// After the selected rows, the last row that was tried in their place: the last of all, unless selected.
static void reference(const struct mm_data *data, uint64_t step) {
  const int32_t *column = mm_at(data, COLUMN, step), *bound = mm_at(data, BOUND, step);
  uint32_t *next = mm_at(data, SELECTION, step), *first = next;
  for (size_t i = 0; i < data->n; i++)
    if (column[i] > *bound) *next++ = (uint32_t)i;
  *(uint32_t *)mm_at(data, COUNT, step) = (uint32_t)(next - first);
  if (column[data->n - 1] <= *bound) *next = (uint32_t)data->n - 1;
}

MM_WORKLOAD(.summary = "rows of a column above a bound, without branches", .unit = "row", .shape = shape,
            .fill = fill, .reference = reference);
