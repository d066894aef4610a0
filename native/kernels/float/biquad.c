// SPDX-License-Identifier: Apache-2.0
// A second-order filter (biquad, transposed direct form II) over sound: each sample waits for the last one.
// v3 fuses three of five multiplications: by GCC none shortens the way from one sample to the next.
#include "marchmark.h"
#include "signals.h"

enum { IN, COEFFICIENTS, OUT };

struct biquad {
  float b0, b1, b2, a1, a2;
};

static void filter(size_t n, const struct biquad *restrict f, const float *restrict in, float *restrict out) {
  float b0 = f->b0, b1 = f->b1, b2 = f->b2, a1 = f->a1, a2 = f->a2, z1 = 0, z2 = 0;
  for (size_t i = 0; i < n; i++) {
    float x = in[i], y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    out[i] = y;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  filter(data->n, mm_at(data, COEFFICIENTS, step), mm_at(data, IN, step), mm_at(data, OUT, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(float));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[IN] = {n * sizeof(float), MM_INPUT, MM_FLOAT, 0},
                                        [COEFFICIENTS] = {sizeof(struct biquad), MM_INPUT, MM_FLOAT, 1},
                                        [OUT] = {n * sizeof(float), MM_OUTPUT, MM_FLOAT, 0}}};
  return 1;
}

// A low-pass of 1 kHz at 48 kHz, Q = 1/sqrt(2) (Bristow-Johnson: Audio EQ cookbook).
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_sound sound = mm_sound(seed);
  float *in = mm_at(data, IN, 0);
  *(struct biquad *)mm_at(data, COEFFICIENTS, 0) =
      (struct biquad){0.003916126f, 0.007832253f, 0.003916126f, -1.815341083f, 0.831005589f};
  for (size_t i = 0; i < data->n; i++) in[i] = mm_sample(&sound) * 0x1p-15f;
}

// Direct form I, in double: straight from the difference equation.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct biquad *f = mm_at(data, COEFFICIENTS, step);
  const float *in = mm_at(data, IN, step);
  float *out = mm_at(data, OUT, step);
  double y[3] = {0};
  for (size_t i = 0; i < data->n; i++) {
    double b1 = i > 0 ? f->b1 * (double)in[i - 1] : 0, b2 = i > 1 ? f->b2 * (double)in[i - 2] : 0;
    y[i % 3] = f->b0 * (double)in[i] + b1 + b2 - f->a1 * y[(i + 2) % 3] - f->a2 * y[(i + 1) % 3];
    out[i] = (float)y[i % 3];
  }
}

// Poles near the unit circle make rounding errors of 2^-24 a hundred times larger; the worst seen is 2^-17.3.
MM_WORKLOAD(.summary = "biquad filter over sound, floats", .unit = "sample", .tolerance = 0x1p-16,
            .shape = shape, .fill = fill, .reference = reference);
