// SPDX-License-Identifier: Apache-2.0
// Composites one RGBA picture over another (Porter and Duff's "over", premultiplied), as toolkits do.
// v3 has vectors of eight pixels instead of four, where the compiler vectorises; else nothing.
#include "inputs.h"
#include "marchmark.h"

enum { SOURCE, DESTINATION, RESULT };

// Two channels at a time, each in 16 bits: x*a/255, correctly rounded without a division.
static inline uint32_t scale2(uint32_t x, uint32_t a) {
  uint32_t t = (x & 0xff00ff) * a + 0x800080;
  return ((t + (t >> 8 & 0xff00ff)) >> 8) & 0xff00ff;
}

static void over(const uint32_t *restrict source, const uint32_t *restrict destination, size_t pixels,
                 uint32_t *restrict result) {
  for (size_t i = 0; i < pixels; i++) {
    uint32_t rest = 255 - (source[i] >> 24);
    result[i] = source[i] + (scale2(destination[i] >> 8, rest) << 8 | scale2(destination[i], rest));
  }
}

// Without padding between them, all rows are one.
static void run(const struct mm_data *data, uint64_t step) {
  over(mm_at(data, SOURCE, step), mm_at(data, DESTINATION, step), data->n * data->n,
       mm_at(data, RESULT, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 1;
  while (3 * (n + 1) * (n + 1) * sizeof(uint32_t) <= bytes) n++;
  uint64_t picture = n * n * sizeof(uint32_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n * n,
                             .instances = 1,
                             .buffer = {[SOURCE] = {picture, MM_INPUT, MM_BYTES, 0},
                                        [DESTINATION] = {picture, MM_INPUT, MM_BYTES, 0},
                                        [RESULT] = {picture, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The destination is opaque, as a window is.
static void fill(const struct mm_data *data, uint64_t seed) {
  uint32_t side = (uint32_t)data->n;
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *source = mm_at(data, SOURCE, i), *destination = mm_at(data, DESTINATION, i);
    mm_picture(source, side, side, seed + 2 * i);
    mm_picture(destination, side, side, seed + 2 * i + 1);
    for (size_t j = 0; j < 4 * data->n * data->n; j++)
      if (j % 4 < 3) source[j] = (uint8_t)((2 * source[j] * source[j | 3] + 255) / 510);
    for (size_t j = 3; j < 4 * data->n * data->n; j += 4) destination[j] = 255;
  }
}

// A channel at a time, with a division that rounds to the nearest.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *source = mm_at(data, SOURCE, step), *destination = mm_at(data, DESTINATION, step);
  uint8_t *result = mm_at(data, RESULT, step);
  for (size_t i = 0; i < 4 * data->n * data->n; i++)
    result[i] = (uint8_t)(source[i] + (2 * destination[i] * (255 - source[i | 3]) + 255) / 510);
}

MM_WORKLOAD(.summary = "premultiplied alpha blend of RGBA pictures", .unit = "pixel", .shape = shape,
            .fill = fill, .reference = reference);
