// SPDX-License-Identifier: Apache-2.0
// One Jacobi step with the 7-point stencil on a cube of doubles: each inner point from its six neighbours.
// v3 fuses one of the two multiplications, and has vectors of four where the compiler vectorises.
#include "marchmark.h"
#include "signals.h"

enum { IN, OUT };

static void stencil(size_t n, const double *restrict in, double *restrict out) {
  for (size_t z = 1; z + 1 < n; z++) {
    for (size_t y = 1; y + 1 < n; y++) {
      const double *p = in + (z * n + y) * n;
      double *q = out + (z * n + y) * n;
      for (size_t x = 1; x + 1 < n; x++)
        q[x] = 0.4 * p[x] + 0.1 * (p[x - 1] + p[x + 1] + p[x - n] + p[x + n] + p[x - n * n] + p[x + n * n]);
    }
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  stencil(data->n, mm_at(data, IN, step), mm_at(data, OUT, step));
}

MM_CODE(.run = run);

// The cube's surface stays as it is, so the result is an updated one.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 3;
  while (2 * (n + 1) * (n + 1) * (n + 1) * sizeof(double) <= bytes) n++;
  uint64_t cube = n * n * n * sizeof(double);
  *shape = (struct mm_shape){
      .n = n,
      .work = (n - 2) * (n - 2) * (n - 2),
      .instances = 1,
      .buffer = {[IN] = {cube, MM_INPUT, MM_DOUBLE, 0}, [OUT] = {cube, MM_UPDATED, MM_DOUBLE, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_positive_doubles(mm_at(data, IN, 0), data->n * data->n * data->n, seed);
  mm_positive_doubles(mm_at(data, OUT, 0), data->n * data->n * data->n, seed + 1);
}

static int on_surface(size_t n, size_t coordinate) { return coordinate == 0 || coordinate == n - 1; }

// By the difference from each neighbour, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  const double *in = mm_at(data, IN, step);
  double *out = mm_at(data, OUT, step);
  size_t n = data->n, strides[] = {1, n, n * n};
  for (size_t i = n * n * n; i-- > 0;) {
    if (on_surface(n, i % n) || on_surface(n, i / n % n) || on_surface(n, i / n / n)) continue;
    long double change = 0;
    for (int s = 0; s < 3; s++)
      change += ((long double)in[i - strides[s]] - in[i]) + ((long double)in[i + strides[s]] - in[i]);
    out[i] = (double)(in[i] + change / 10);
  }
}

// Nine roundings, and those of 0.4 and 0.1: below 2^-50 of the largest number, which is near 2.
MM_WORKLOAD(.summary = "7-point stencil on a cube, doubles", .unit = "point", .tolerance = 0x1p-50,
            .shape = shape, .fill = fill, .reference = reference);
