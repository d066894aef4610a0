// SPDX-License-Identifier: Apache-2.0
// BLAS-1 daxpy, y := a*x + y, on doubles that are known not to overlap.
// v3 fuses the multiplication and the addition, and has vectors of four where the compiler vectorises.
#include "inputs.h"
#include "marchmark.h"

enum { X, A, Y };

static void daxpy(size_t n, double a, const double *restrict x, double *restrict y) {
  for (size_t i = 0; i < n; i++) y[i] += a * x[i];
}

static void run(const struct mm_data *data, uint64_t step) {
  daxpy(data->n, *(const double *)mm_at(data, A, step), mm_at(data, X, step), mm_at(data, Y, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(double));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[X] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [A] = {sizeof(double), MM_INPUT, MM_DOUBLE, 1},
                                        [Y] = {n * sizeof(double), MM_UPDATED, MM_DOUBLE, 0}}};
  return 1;
}

// All of one sign: nothing cancels, and y only grows, by less than 2 a call, however many there are.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  *(double *)mm_at(data, A, 0) = 0.75 + 0.25 * mm_signed_unit(&random);
  for (uint64_t i = 0; i < data->instances; i++) {
    double *x = mm_at(data, X, i), *y = mm_at(data, Y, i);
    for (size_t j = 0; j < data->n; j++) {
      x[j] = 1 + mm_signed_unit(&random);
      y[j] = 1 + mm_signed_unit(&random);
    }
  }
}

// In extended precision, whose product of two doubles is off by 2^-64 at most.
static void reference(const struct mm_data *data, uint64_t step) {
  long double a = *(const double *)mm_at(data, A, step);
  const double *x = mm_at(data, X, step);
  double *y = mm_at(data, Y, step);
  for (size_t i = data->n; i-- > 0;) y[i] = (double)(a * x[i] + y[i]);
}

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const double x[] = {1, -2, 3}, y[] = {0.5, 4, -9}, sum[] = {3.5, -2, 0};
  if (index > 0 || data->n < 3) return 0;
  data->n = 3;
  *(double *)mm_at(data, A, 0) = 3;
  memcpy(mm_at(data, X, 0), x, sizeof x);
  memcpy(mm_at(data, Y, 0), y, sizeof y);
  *expected = sum;
  return sizeof sum;
}

// Two roundings of 2^-53 without FMA, one with it, and the reference's.
MM_WORKLOAD(.summary = "BLAS-1 daxpy: y := a*x + y, doubles", .unit = "element", .tolerance = 0x1p-51,
            .shape = shape, .fill = fill, .reference = reference, .known_answer = known_answer);
