// SPDX-License-Identifier: Apache-2.0
// Largest of a column of 32-bit integers: SELECT max(amount).
// v3 has PMAXSD for eight rows instead of four, where the compiler vectorises. GCC 12 at -O2 compares one at
// a time in a vector register: the same for both.
#include "columns.h"
#include "marchmark.h"

enum { COLUMN, LARGEST };

static int32_t max(const int32_t *column, size_t n) {
  int32_t largest = INT32_MIN;
  for (size_t i = 0; i < n; i++)
    if (column[i] > largest) largest = column[i];
  return largest;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(int32_t *)mm_at(data, LARGEST, step) = max(mm_at(data, COLUMN, step), data->n);
}

MM_CODE(.run = run);

// A branch on data would be taken a few times only: the running maximum of n rows changes about log n times.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(int32_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[COLUMN] = {n * sizeof(int32_t), MM_INPUT, MM_BYTES, 0},
                                        [LARGEST] = {sizeof(int32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Amounts less 1000: negative ones too, and with an odd seed none above.
static void fill(const struct mm_data *data, uint64_t seed) {
  int32_t *column = mm_at(data, COLUMN, 0);
  mm_skewed((uint32_t *)column, data->n, seed % 2 ? 9 : 31, seed);
  for (size_t i = 0; i < data->n; i++) column[i] -= 1000;
}

// Bit by bit from the top, counted from the least integer: does some row reach it?
static void reference(const struct mm_data *data, uint64_t step) {
  const int32_t *column = mm_at(data, COLUMN, step);
  int64_t largest = INT32_MIN;
  for (int64_t bit = INT64_C(1) << 31; bit > 0; bit /= 2) {
    int reached = 0;
    for (size_t i = 0; i < data->n; i++) reached |= column[i] >= largest + bit;
    if (reached) largest += bit;
  }
  *(int32_t *)mm_at(data, LARGEST, step) = (int32_t)largest;
}

MM_WORKLOAD(.summary = "largest of a column of 32-bit integers", .unit = "row", .shape = shape, .fill = fill,
            .reference = reference);
