// SPDX-License-Identifier: Apache-2.0
// Packed RGB to gray (ITU-R BT.601 in 8-bit fixed point), as loaders of images do: three bytes in, one out.
// v3 has vectors twice as wide, where the compiler vectorises, but shuffles within their halves only.
// GCC 12: nothing at -O2.
#include "marchmark.h"
#include "pictures.h"

enum { RGB, GRAY };

static void to_gray(const uint8_t *restrict rgb, size_t pixels, uint8_t *restrict gray) {
  for (size_t i = 0; i < pixels; i++)
    gray[i] = (uint8_t)((77 * rgb[3 * i] + 150 * rgb[3 * i + 1] + 29 * rgb[3 * i + 2] + 128) >> 8);
}

static void run(const struct mm_data *data, uint64_t step) {
  to_gray(mm_at(data, RGB, step), data->n * data->n, mm_at(data, GRAY, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 1;
  while (4 * (n + 1) * (n + 1) <= bytes) n++;
  *shape = (struct mm_shape){
      .n = n,
      .work = n * n,
      .instances = 1,
      .buffer = {[RGB] = {3 * n * n, MM_INPUT, MM_BYTES, 0}, [GRAY] = {n * n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_rgb(mm_at(data, RGB, 0), (uint32_t)data->n, (uint32_t)data->n, seed);
}

// A channel at a time, rounded by its distance to the next multiple of 256.
static void reference(const struct mm_data *data, uint64_t step) {
  static const uint32_t weight[3] = {77, 150, 29};
  const uint8_t *rgb = mm_at(data, RGB, step);
  uint8_t *gray = mm_at(data, GRAY, step);
  for (size_t pixel = 0; pixel < data->n * data->n; pixel++) {
    uint32_t sum = 0;
    for (size_t channel = 0; channel < 3; channel++) sum += weight[channel] * rgb[3 * pixel + channel];
    gray[pixel] = (uint8_t)(sum / 256 + (sum % 256 >= 128));
  }
}

MM_WORKLOAD(.summary = "packed RGB to gray", .unit = "pixel", .shape = shape, .fill = fill,
            .reference = reference);
