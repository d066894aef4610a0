// SPDX-License-Identifier: Apache-2.0
// Kahan's compensated sum of doubles: what one addition loses is put into the next.
// Each addition waits for the last, and nothing is multiplied: v3 has nothing but three-operand forms.
#include "marchmark.h"
#include "signals.h"

enum { VALUES, SUM };

static double kahan_sum(size_t n, const double *values) {
  double sum = 0, lost = 0;
  for (size_t i = 0; i < n; i++) {
    double value = values[i] - lost;
    double next = sum + value;
    lost = (next - sum) - value;
    sum = next;
  }
  return sum;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(double *)mm_at(data, SUM, step) = kahan_sum(data->n, mm_at(data, VALUES, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(double);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[VALUES] = {n * sizeof(double), MM_INPUT, MM_DOUBLE, 0},
                                        [SUM] = {sizeof(double), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

// Magnitudes over six decades, multiples of 2^-52, and so few that a sum fits 128 bits.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed + 1);
  double *values = mm_at(data, VALUES, 0);
  mm_positive_doubles(values, data->n, seed);
  for (size_t i = 0; i < data->n; i++) values[i] *= (double)(1u << mm_below(&random, 20));
}

__extension__ typedef __int128 exact;

// Exactly, in fixed point.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *values = mm_at(data, VALUES, step);
  exact sum = 0;
  for (size_t i = 0; i < data->n; i++) sum += (exact)(values[i] * 0x1p52);
  *(double *)mm_at(data, SUM, step) = (double)sum * 0x1p-52;
}

// One hundred ones each of which a plain sum would lose beside 2^53.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const double sum = 0x1p53 + 100;
  double *values = mm_at(data, VALUES, 0);
  if (index > 0 || data->n < 101) return 0;
  data->n = 101;
  values[0] = 0x1p53;
  for (int i = 1; i <= 100; i++) values[i] = 1;
  *expected = &sum;
  return sizeof sum;
}

// For positive numbers the bound is 2^-52 whatever n (Higham: Accuracy and Stability of Numerical Algorithms,
// 4.3), and the reference rounds once.
MM_WORKLOAD(.summary = "Kahan's compensated sum, doubles", .unit = "element", .tolerance = 0x1.8p-52,
            .shape = shape, .fill = fill, .reference = reference, .known_answer = known_answer);
