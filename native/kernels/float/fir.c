// SPDX-License-Identifier: Apache-2.0
// A filter of 32 taps over sound in floats, as resamplers have: each output is a dot product of known length.
// v3 takes eight outputs at once, v2 four; GCC 12 at -O2 only multiplies so, and adds in order.
#include "marchmark.h"
#include "signals.h"

enum { IN, TAPS, OUT };
enum { COUNT = 32 };

static void fir(size_t n, const float *restrict in, const float *restrict taps, float *restrict out) {
  for (size_t i = 0; i < n; i++) {
    float sum = 0;
    for (int k = 0; k < COUNT; k++) sum += taps[k] * in[i + k];
    out[i] = sum;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  fir(data->n, mm_at(data, IN, step), mm_at(data, TAPS, step), mm_at(data, OUT, step));
}

MM_CODE(.run = run);

// An output takes up to 128 cycles, as additions wait: above 1 MiB, tens of milliseconds a run.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 1 << 20) return 0;
  uint64_t n = bytes / (2 * sizeof(float));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[IN] = {(n + COUNT - 1) * sizeof(float), MM_INPUT, MM_FLOAT, 0},
                                        [TAPS] = {COUNT * sizeof(float), MM_INPUT, MM_FLOAT, 1},
                                        [OUT] = {n * sizeof(float), MM_OUTPUT, MM_FLOAT, 0}}};
  return 1;
}

// A low-pass of 8 kHz at 48 kHz: a sinc under a Hamming window. It is symmetric.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const float half[COUNT / 2] = {-0.000821f, 0.00098f,  0.002762f, 0.002066f, -0.003084f, -0.008984f,
                                        -0.006363f, 0.008797f, 0.023881f, 0.016028f, -0.021465f, -0.058051f,
                                        -0.040383f, 0.059917f, 0.207504f, 0.317214f};
  struct mm_sound sound = mm_sound(seed);
  float *in = mm_at(data, IN, 0), *taps = mm_at(data, TAPS, 0);
  for (int k = 0; k < COUNT / 2; k++) taps[k] = taps[COUNT - 1 - k] = half[k];
  for (size_t i = 0; i < data->n + COUNT - 1; i++) in[i] = mm_sample(&sound) * 0x1p-15f;
}

// Each input spread over the outputs that it reaches, in double.
static void reference(const struct mm_data *data, uint64_t step) {
  const float *in = mm_at(data, IN, step), *taps = mm_at(data, TAPS, step);
  float *out = mm_at(data, OUT, step);
  double sums[COUNT] = {0};  // of the outputs that are not complete, from the last input's on
  for (size_t i = 0; i < data->n + COUNT - 1; i++) {
    sums[i % COUNT] = 0;
    for (size_t k = 0; k < COUNT && k <= i; k++) sums[(i - k) % COUNT] += (double)in[i] * taps[k];
    if (i >= COUNT - 1) out[i - (COUNT - 1)] = (float)sums[(i - (COUNT - 1)) % COUNT];
  }
}

// An impulse gives the taps backwards; these are not symmetric.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static float backwards[COUNT];
  float *in = mm_at(data, IN, 0), *taps = mm_at(data, TAPS, 0);
  if (index > 0 || data->n < COUNT) return 0;
  data->n = COUNT;
  for (int i = 0; i < 2 * COUNT - 1; i++) in[i] = i == COUNT - 1;
  for (int k = 0; k < COUNT; k++) backwards[COUNT - 1 - k] = taps[k] = (float)(k + 1);
  *expected = backwards;
  return sizeof backwards;
}

// 32 roundings of 2^-24 of sums that may be larger than what remains of them, as taps have both signs.
MM_WORKLOAD(.summary = "FIR filter of 32 taps over sound, floats", .unit = "sample", .tolerance = 0x1p-19,
            .shape = shape, .fill = fill, .reference = reference, .known_answer = known_answer);
