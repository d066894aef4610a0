// SPDX-License-Identifier: Apache-2.0
// y := a*x + y on floats that may overlap, as C code without `restrict` has it.
// v3 fuses; vectors, eight floats for four, need a test for overlap, which GCC makes at -O3.
#include "marchmark.h"
#include "signals.h"

enum { X, A, Y };

static void saxpy(size_t n, float a, const float *x, float *y) {
  for (size_t i = 0; i < n; i++) y[i] += a * x[i];
}

static void run(const struct mm_data *data, uint64_t step) {
  saxpy(data->n, *(const float *)mm_at(data, A, step), mm_at(data, X, step), mm_at(data, Y, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(float));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[X] = {n * sizeof(float), MM_INPUT, MM_FLOAT, 0},
                                        [A] = {sizeof(float), MM_INPUT, MM_FLOAT, 1},
                                        [Y] = {n * sizeof(float), MM_UPDATED, MM_FLOAT, 0}}};
  return 1;
}

// y only grows, by less than 4 a call, however many there are.
static void fill(const struct mm_data *data, uint64_t seed) {
  mm_positive_floats(mm_at(data, A, 0), 1, seed);
  mm_positive_floats(mm_at(data, X, 0), data->n, seed + 1);
  mm_positive_floats(mm_at(data, Y, 0), data->n, seed + 2);
}

// In double, where the product is exact.
static void reference(const struct mm_data *data, uint64_t step) {
  const float *a = mm_at(data, A, step), *x = mm_at(data, X, step);
  float *y = mm_at(data, Y, step);
  for (size_t i = data->n; i-- > 0;) y[i] = (float)((double)*a * x[i] + y[i]);
}

// Two roundings without FMA, one with it, and the reference's: 2^-24 of the result each, or a little more.
MM_WORKLOAD(.summary = "saxpy on arrays that may overlap: y := a*x + y, floats", .unit = "element",
            .tolerance = 0x1p-22, .shape = shape, .fill = fill, .reference = reference);
