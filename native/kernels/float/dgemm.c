// SPDX-License-Identifier: Apache-2.0
// C := C + A*B for square row-major matrices of doubles: the plain triple loop of the reference BLAS.
// v3 fuses the multiplication and the addition, and has vectors of four where the compiler vectorises.
#include "inputs.h"
#include "marchmark.h"

enum { A, B, C };

// The loop over j is innermost, so that all accesses are consecutive.
static void dgemm(size_t n, const double *restrict a, const double *restrict b, double *restrict c) {
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < n; k++) {
      double aik = a[i * n + k];
      for (size_t j = 0; j < n; j++) c[i * n + j] += aik * b[k * n + j];
    }
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  dgemm(data->n, mm_at(data, A, step), mm_at(data, B, step), mm_at(data, C, step));
}

MM_CODE(.run = run);

// One run takes n^3 steps: above 1 MiB, tens of milliseconds and more.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 1 << 20) return 0;
  uint64_t n = 1;
  while (3 * (n + 1) * (n + 1) * sizeof(double) <= bytes) n++;
  uint64_t matrix = n * n * sizeof(double);
  *shape = (struct mm_shape){.n = n,
                             .work = n * n * n,
                             .instances = 1,
                             .buffer = {[A] = {matrix, MM_INPUT, MM_DOUBLE, 0},
                                        [B] = {matrix, MM_INPUT, MM_DOUBLE, 0},
                                        [C] = {matrix, MM_UPDATED, MM_DOUBLE, 0}}};
  return 1;
}

// All of one sign: nothing cancels, and C only grows, by less than 4n a call, however many there are.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    double *a = mm_at(data, A, i), *b = mm_at(data, B, i), *c = mm_at(data, C, i);
    for (size_t j = 0; j < data->n * data->n; j++) {
      a[j] = 1 + mm_signed_unit(&random);
      b[j] = 1 + mm_signed_unit(&random);
      c[j] = 1 + mm_signed_unit(&random);
    }
  }
}

// Row times column, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *a = mm_at(data, A, step), *b = mm_at(data, B, step);
  double *c = mm_at(data, C, step);
  for (size_t i = 0; i < data->n; i++) {
    for (size_t j = 0; j < data->n; j++) {
      long double sum = c[i * data->n + j];
      for (size_t k = 0; k < data->n; k++) sum += (long double)a[i * data->n + k] * b[k * data->n + j];
      c[i * data->n + j] = (double)sum;
    }
  }
}

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const double a[] = {1, 2, 3, 4}, b[] = {5, 6, 7, 8}, c[] = {-20, 0, 0, 100};
  static const double sum[] = {-1, 22, 43, 150};
  if (index > 0 || data->n < 2) return 0;
  data->n = 2;
  memcpy(mm_at(data, A, 0), a, sizeof a);
  memcpy(mm_at(data, B, 0), b, sizeof b);
  memcpy(mm_at(data, C, 0), c, sizeof c);
  *expected = sum;
  return sizeof sum;
}

// A sum of n products of one sign is off by at most n+1 roundings of 2^-53, and n is at most 209.
MM_WORKLOAD(.summary = "C := C + A*B, doubles, plain triple loop", .unit = "multiply-add",
            .tolerance = 0x1p-45, .shape = shape, .fill = fill, .reference = reference,
            .known_answer = known_answer);
