// SPDX-License-Identifier: Apache-2.0
// Complex FFT of doubles: radix-2 Cooley-Tukey, bit reversal and then log2(n) passes of butterflies.
// v3 fuses half of each butterfly's multiplications; its wider vectors need the compiler to vectorise.
#include <math.h>

#include "inputs.h"
#include "marchmark.h"

enum { INPUT, TWIDDLES, OUTPUT };

struct complex {
  double re, im;
};

static void butterflies(size_t half, const struct complex *restrict w, struct complex *restrict low,
                        struct complex *restrict high) {
  for (size_t k = 0; k < half; k++) {
    double re = high[k].re * w[k].re - high[k].im * w[k].im;
    double im = high[k].re * w[k].im + high[k].im * w[k].re;
    high[k].re = low[k].re - re;
    high[k].im = low[k].im - im;
    low[k].re += re;
    low[k].im += im;
  }
}

static void fft(size_t n, const struct complex *restrict in, const struct complex *restrict twiddles,
                struct complex *restrict out) {
  for (size_t i = 0, reversed = 0; i < n; i++) {
    out[reversed] = in[i];
    size_t bit = n / 2;
    for (; reversed & bit; bit /= 2) reversed ^= bit;
    reversed |= bit;
  }
  for (size_t half = 1; half < n; half *= 2)
    for (size_t i = 0; i < n; i += 2 * half) butterflies(half, twiddles + half - 1, out + i, out + i + half);
}

static void run(const struct mm_data *data, uint64_t step) {
  fft(data->n, mm_at(data, INPUT, step), mm_at(data, TWIDDLES, step), mm_at(data, OUTPUT, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 2, passes = 1;
  for (; 2 * n * 3 * sizeof(struct complex) <= bytes; n *= 2) passes++;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n / 2 * passes,
                        .instances = 1,
                        .buffer = {[INPUT] = {n * sizeof(struct complex), MM_INPUT, MM_DOUBLE, 0},
                                   [TWIDDLES] = {(n - 1) * sizeof(struct complex), MM_INPUT, MM_DOUBLE, 1},
                                   [OUTPUT] = {n * sizeof(struct complex), MM_OUTPUT, MM_DOUBLE, 0}}};
  return 1;
}

// Each pass has its twiddles in a row: those of pass `half` start at half - 1.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct complex *w = mm_at(data, TWIDDLES, 0);
  for (size_t half = 1; half < data->n; half *= 2) {
    for (size_t k = 0; k < half; k++) {
      double angle = -M_PI * (double)k / (double)half;
      *w++ = (struct complex){cos(angle), sin(angle)};
    }
  }
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    double *in = mm_at(data, INPUT, i);
    for (size_t j = 0; j < 2 * data->n; j++) in[j] = mm_signed_unit(&random);
  }
}

// By halves, the even and the odd elements, with the twiddles as they are needed.
static void transform(size_t n, const double *in, size_t stride, double *out) {
  double *even = out, *odd = out + n;
  if (n == 1) {
    memcpy(out, in, 2 * sizeof(double));
    return;
  }
  transform(n / 2, in, 2 * stride, even);
  transform(n / 2, in + 2 * stride, 2 * stride, odd);
  for (size_t k = 0; k < n; k += 2) {
    double c = cos(M_PI * (double)k / (double)n), s = sin(M_PI * (double)k / (double)n);
    double re = odd[k] * c + odd[k + 1] * s, im = odd[k + 1] * c - odd[k] * s;
    odd[k] = even[k] - re;
    odd[k + 1] = even[k + 1] - im;
    even[k] += re;
    even[k + 1] += im;
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  transform(data->n, mm_at(data, INPUT, step), 1, mm_at(data, OUTPUT, step));
}

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const double in[2][8] = {{1, 0, 2, 0, 3, 0, 4, 0}, {0, 0, 1, 0, 0, 0, 0, 0}};
  static const double out[2][8] = {{10, 0, -2, 2, -2, 0, -2, -2}, {1, 0, 0, -1, -1, 0, 0, 1}};
  if (index > 1 || data->n < 4) return 0;
  data->n = 4;
  memcpy(mm_at(data, INPUT, 0), in[index], sizeof in[index]);
  *expected = out[index];
  return sizeof out[index];
}

// Rounding errors of 2^-53 add up over the passes like a random walk; few elements are far off the mean.
MM_WORKLOAD(.summary = "radix-2 complex FFT, doubles", .unit = "butterfly", .tolerance = 0x1p-49,
            .shape = shape, .fill = fill, .reference = reference, .known_answer = known_answer);
