// SPDX-License-Identifier: Apache-2.0
// Converts 16-bit samples to floats from -1 to 1, as every audio program does at its input.
// v3 converts eight at once, v2 four, where the compiler vectorises: GCC before 15 does not at -O2.
#include "marchmark.h"
#include "signals.h"

enum { SAMPLES, FLOATS };

static void convert(size_t n, const int16_t *restrict samples, float *restrict floats) {
  for (size_t i = 0; i < n; i++) floats[i] = samples[i] * (1.0f / 32768);
}

static void run(const struct mm_data *data, uint64_t step) {
  convert(data->n, mm_at(data, SAMPLES, step), mm_at(data, FLOATS, step));
}

MM_CODE(.run = run);

// The result is exact, so it is compared bit for bit.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (sizeof(int16_t) + sizeof(float));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[SAMPLES] = {n * sizeof(int16_t), MM_INPUT, MM_BYTES, 0},
                                        [FLOATS] = {n * sizeof(float), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_sound sound = mm_sound(seed);
  int16_t *samples = mm_at(data, SAMPLES, 0);
  for (size_t i = 0; i < data->n; i++) samples[i] = mm_sample(&sound);
}

static void reference(const struct mm_data *data, uint64_t step) {
  const int16_t *samples = mm_at(data, SAMPLES, step);
  float *floats = mm_at(data, FLOATS, step);
  for (size_t i = 0; i < data->n; i++) floats[i] = (float)((double)samples[i] / 32768);
}

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const int16_t in[] = {0, 1, -1, 16384, 32767, -32768};
  static const float out[] = {0, 0x1p-15f, -0x1p-15f, 0.5f, 0x1.fffcp-1f, -1};
  if (index > 0 || data->n < 6) return 0;
  data->n = 6;
  memcpy(mm_at(data, SAMPLES, 0), in, sizeof in);
  *expected = out;
  return sizeof out;
}

MM_WORKLOAD(.summary = "16-bit samples to floats", .unit = "sample", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
