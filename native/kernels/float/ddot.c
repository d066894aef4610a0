// SPDX-License-Identifier: Apache-2.0
// Dot product of doubles, added up strictly in order, as the C standard demands.
// The additions wait for each other, and no level may reorder them: v3 can only fuse or widen the products.
#include "marchmark.h"
#include "signals.h"

enum { X, Y, DOT };

static double ddot(size_t n, const double *x, const double *y) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(double *)mm_at(data, DOT, step) = ddot(data->n, mm_at(data, X, step), mm_at(data, Y, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(double));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[X] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [Y] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [DOT] = {sizeof(double), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_positive_doubles(mm_at(data, X, 0), data->n, seed);
  mm_positive_doubles(mm_at(data, Y, 0), data->n, seed + 1);
}

// In extended precision, from the end.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *x = mm_at(data, X, step), *y = mm_at(data, Y, step);
  long double sum = 0;
  for (size_t i = data->n; i-- > 0;) sum += (long double)x[i] * y[i];
  *(double *)mm_at(data, DOT, step) = (double)sum;
}

// The errors of n additions to a growing sum add up like a random walk: 2^-49 with 1000 elements, 2^-45 with
// a million.
MM_WORKLOAD(.summary = "dot product of doubles in order", .unit = "multiply-add", .tolerance = 0x1p-43,
            .shape = shape, .fill = fill, .reference = reference);
