// SPDX-License-Identifier: Apache-2.0
// Dot product of doubles with four sums, unrolled by hand, so that additions need not wait for each other.
// v3 holds the four sums in one register, v2 in two; GCC 12 fuses as well, GCC 15 avoids chains of FMA.
#include "marchmark.h"
#include "signals.h"

enum { X, Y, DOT };

static double ddot4(size_t n, const double *x, const double *y) {
  double a = 0, b = 0, c = 0, d = 0;
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    a += x[i] * y[i];
    b += x[i + 1] * y[i + 1];
    c += x[i + 2] * y[i + 2];
    d += x[i + 3] * y[i + 3];
  }
  for (; i < n; i++) a += x[i] * y[i];
  return (a + b) + (c + d);
}

static void run(const struct mm_data *data, uint64_t step) {
  *(double *)mm_at(data, DOT, step) = ddot4(data->n, mm_at(data, X, step), mm_at(data, Y, step));
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

// Halves of halves.
static long double dot(size_t n, const double *x, const double *y) {
  if (n == 1) return (long double)*x * *y;
  return dot(n / 2, x, y) + dot(n - n / 2, x + n / 2, y + n / 2);
}

static void reference(const struct mm_data *data, uint64_t step) {
  *(double *)mm_at(data, DOT, step) = (double)dot(data->n, mm_at(data, X, step), mm_at(data, Y, step));
}

// As of a quarter of the additions, and they add up like a random walk: below 2^-46 with a million elements.
MM_WORKLOAD(.summary = "dot product of doubles, four sums", .unit = "multiply-add", .tolerance = 0x1p-44,
            .shape = shape, .fill = fill, .reference = reference);
