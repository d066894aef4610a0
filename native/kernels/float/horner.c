// SPDX-License-Identifier: Apache-2.0
// One long polynomial at one point by Horner's scheme: each step waits for the last.
// v3 fuses the multiplication and the addition, so a step takes the time of one instead of both.
#include "marchmark.h"
#include "signals.h"

enum { COEFFICIENTS, X, VALUE };

static double horner(size_t n, const double *coefficients, double x) {
  double value = 0;
  for (size_t i = n; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(double *)mm_at(data, VALUE, step) =
      horner(data->n, mm_at(data, COEFFICIENTS, step), *(const double *)mm_at(data, X, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(double);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[COEFFICIENTS] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [X] = {sizeof(double), MM_INPUT, MM_DOUBLE, 1},
                                        [VALUE] = {sizeof(double), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

// x is from 1/2 to 15/16: the series converges, and the first 300 coefficients matter.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  *(double *)mm_at(data, X, 0) = (23 + 7 * mm_signed_unit(&random)) / 32;
  mm_positive_doubles(mm_at(data, COEFFICIENTS, 0), data->n, seed + 1);
}

// Power by power, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *coefficients = mm_at(data, COEFFICIENTS, step);
  long double power = 1, sum = 0;
  for (size_t i = 0; i < data->n; i++, power *= *(const double *)mm_at(data, X, step))
    sum += coefficients[i] * power;
  *(double *)mm_at(data, VALUE, step) = (double)sum;
}

// Two roundings of 2^-53 a step, each of which fades by x a step: 1/(1 - x), 16 at most, of them add up.
MM_WORKLOAD(.summary = "Horner's scheme, one point, doubles", .unit = "coefficient", .tolerance = 0x1p-48,
            .shape = shape, .fill = fill, .reference = reference);
