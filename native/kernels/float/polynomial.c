// SPDX-License-Identifier: Apache-2.0
// A polynomial of degree 7 at each element of an array, by Horner's scheme: exp on [-1/2, 1/2], as in libm.
// v3 fuses all seven steps, and has vectors of four where the compiler vectorises.
#include "marchmark.h"
#include "signals.h"

enum { X, Y };

static void exponential(size_t n, const double *restrict x, double *restrict y) {
  for (size_t i = 0; i < n; i++) {
    double p = 1.0 / 5040;
    p = p * x[i] + 1.0 / 720;
    p = p * x[i] + 1.0 / 120;
    p = p * x[i] + 1.0 / 24;
    p = p * x[i] + 1.0 / 6;
    p = p * x[i] + 1.0 / 2;
    p = p * x[i] + 1;
    y[i] = p * x[i] + 1;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  exponential(data->n, mm_at(data, X, step), mm_at(data, Y, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(double));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[X] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [Y] = {n * sizeof(double), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  double *x = mm_at(data, X, 0);
  for (size_t i = 0; i < data->n; i++) x[i] = mm_signed_unit(&random) / 2;
}

// Power by power, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *x = mm_at(data, X, step);
  double *y = mm_at(data, Y, step);
  for (size_t i = 0; i < data->n; i++) {
    long double term = 1, sum = 1;
    for (int k = 1; k <= 7; k++) sum += term *= (long double)x[i] / k;
    y[i] = (double)sum;
  }
}

// The last two steps round to 2^-53 each, the earlier ones count by powers of x.
MM_WORKLOAD(.summary = "polynomial of degree 7 over an array, doubles", .unit = "element",
            .tolerance = 0x1p-51, .shape = shape, .fill = fill, .reference = reference);
