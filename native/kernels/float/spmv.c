// SPDX-License-Identifier: Apache-2.0
// y := A*x for a sparse matrix of doubles in compressed rows (CSR), as of a mesh: 7 entries a row on average.
// x comes by index, one number at a time at both levels: v3 can only fuse, as GCC 12 does and 15 does not.
#include "marchmark.h"
#include "signals.h"

enum { STARTS, COLUMNS, VALUES, X, Y };

static void spmv(size_t rows, const uint32_t *restrict starts, const uint32_t *restrict columns,
                 const double *restrict values, const double *restrict x, double *restrict y) {
  for (size_t row = 0; row < rows; row++) {
    double sum = 0;
    for (uint32_t at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * x[columns[at]];
    y[row] = sum;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  spmv(data->n, mm_at(data, STARTS, step), mm_at(data, COLUMNS, step), mm_at(data, VALUES, step),
       mm_at(data, X, step), mm_at(data, Y, step));
}

MM_CODE(.run = run);

// The end of a row is a branch on data, so the structure differs by instance: on one alone a run took half as
// long. The numbers need not.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (7 * 12 + 20) / 16 * 16;
  if (n < 64) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = 7 * n,
                             .instances = mm_instances(n, 100000),
                             .buffer = {[STARTS] = {(n + 1) * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [COLUMNS] = {7 * n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [VALUES] = {7 * n * sizeof(double), MM_INPUT, MM_DOUBLE, 1},
                                        [X] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 1},
                                        [Y] = {n * sizeof(double), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_positive_doubles(mm_at(data, VALUES, 0), 7 * data->n, seed);
  mm_positive_doubles(mm_at(data, X, 0), data->n, seed + 1);
  for (uint64_t i = 0; i < data->instances; i++)
    mm_mesh(mm_at(data, STARTS, i), mm_at(data, COLUMNS, i), (uint32_t)data->n, seed + 2 + i);
}

// Entry by entry from the last one, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *starts = mm_at(data, STARTS, step), *columns = mm_at(data, COLUMNS, step);
  const double *values = mm_at(data, VALUES, step), *x = mm_at(data, X, step);
  double *y = mm_at(data, Y, step);
  long double sum = 0;
  for (size_t at = starts[data->n], row = data->n - 1; at-- > 0;) {
    sum += (long double)values[at] * x[columns[at]];
    if (at > starts[row]) continue;
    y[row--] = (double)sum;
    sum = 0;
  }
}

// A sum of at most 11 products of one sign is off by at most 12 roundings of 2^-53.
MM_WORKLOAD(.summary = "sparse matrix times vector, CSR, doubles", .unit = "entry", .tolerance = 0x1p-50,
            .shape = shape, .fill = fill, .reference = reference);
