// SPDX-License-Identifier: Apache-2.0
// Sum of a column of 32-bit integers in 64 bits: SELECT sum(amount).
// v3 extends and adds four at a time instead of two, where the compiler vectorises; else nothing.
#include "columns.h"
#include "marchmark.h"

enum { COLUMN, TOTAL };

static int64_t sum(const int32_t *column, size_t n) {
  int64_t total = 0;
  for (size_t i = 0; i < n; i++) total += column[i];
  return total;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(int64_t *)mm_at(data, TOTAL, step) = sum(mm_at(data, COLUMN, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(int32_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[COLUMN] = {n * sizeof(int32_t), MM_INPUT, MM_BYTES, 0},
                                        [TOTAL] = {sizeof(int64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Amounts, one in eight of them a refund.
static void fill(const struct mm_data *data, uint64_t seed) {
  int32_t *column = mm_at(data, COLUMN, 0);
  mm_skewed((uint32_t *)column, data->n, 31, seed);
  for (size_t i = 0; i < data->n; i++)
    if (column[i] % 8 == 3) column[i] = -column[i];
}

// Digit by digit of base 256; the uppermost is what the sign counts.
static void reference(const struct mm_data *data, uint64_t step) {
  const int32_t *column = mm_at(data, COLUMN, step);
  uint64_t total = 0;
  for (int digit = 0; digit < 8; digit++) {
    uint64_t sum = 0;
    for (size_t i = 0; i < data->n; i++) sum += (uint64_t)(int64_t)column[i] >> 8 * digit & 255;
    total += sum << 8 * digit;
  }
  *(uint64_t *)mm_at(data, TOTAL, step) = total;
}

MM_WORKLOAD(.summary = "64-bit sum of a column of 32-bit integers", .unit = "row", .shape = shape,
            .fill = fill, .reference = reference);
