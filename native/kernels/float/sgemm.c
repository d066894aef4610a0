// SPDX-License-Identifier: Apache-2.0
// C := C + A*B for row-major matrices of 64 x 64 floats, a size known to the compiler; one after the other.
// v3 fuses, and has vectors of eight where v2 has four: a size that is known is vectorised at -O2 too.
#include "marchmark.h"
#include "signals.h"

enum { A, B, C };
enum { N = 64, MATRIX = N * N * sizeof(float) };

static void sgemm(const float (*restrict a)[N], const float (*restrict b)[N], float (*restrict c)[N]) {
  for (size_t i = 0; i < N; i++)
    for (size_t k = 0; k < N; k++)
      for (size_t j = 0; j < N; j++) c[i][j] += a[i][k] * b[k][j];
}

static void run(const struct mm_data *data, uint64_t step) {
  const float(*a)[N] = mm_at(data, A, step), (*b)[N] = mm_at(data, B, step);
  float(*c)[N] = mm_at(data, C, step);
  for (size_t i = 0; i < data->n * N; i += N) sgemm(a + i, b + i, c + i);
}

MM_CODE(.run = run);

// One product has 48 KiB already; 21 of them, 5.5 million steps, take milliseconds.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes < MATRIX || bytes > 1 << 20) return 0;
  uint64_t n = bytes < 3 * MATRIX ? 1 : bytes / (3 * MATRIX);
  *shape = (struct mm_shape){.n = n,
                             .work = n * N * N * N,
                             .instances = 1,
                             .buffer = {[A] = {n * MATRIX, MM_INPUT, MM_FLOAT, 0},
                                        [B] = {n * MATRIX, MM_INPUT, MM_FLOAT, 0},
                                        [C] = {n * MATRIX, MM_UPDATED, MM_FLOAT, 0}}};
  return 1;
}

// C only grows, by less than 256 a call, however many there are.
static void fill(const struct mm_data *data, uint64_t seed) {
  for (int buffer = A; buffer <= C; buffer++)
    mm_positive_floats(mm_at(data, buffer, 0), data->n * N * N, seed + (uint64_t)buffer);
}

// Row times column, in double.
static void reference(const struct mm_data *data, uint64_t step) {
  const float *a = mm_at(data, A, step), *b = mm_at(data, B, step);
  float *c = mm_at(data, C, step);
  for (size_t at = 0; at < data->n * N * N; at++) {
    const float *row = a + at / N * N, *column = b + at / (N * N) * N * N + at % N;
    double sum = c[at];
    for (size_t k = 0; k < N; k++) sum += (double)row[k] * column[k * N];
    c[at] = (float)sum;
  }
}

// 65 roundings of 2^-24 that add up like a random walk: the worst of 86 thousand elements is off by 2^-20.9.
MM_WORKLOAD(.summary = "C := C + A*B, matrices of 64 x 64 floats", .unit = "multiply-add",
            .tolerance = 0x1p-19, .shape = shape, .fill = fill, .reference = reference);
