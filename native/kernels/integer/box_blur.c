// SPDX-License-Identifier: Apache-2.0
// Box blur of a gray picture over three pixels of a row, as one pass of a thumbnail's or shadow's blur.
// v3 has vectors of 32 pixels instead of 16, where the compiler vectorises; else nothing.
#include "marchmark.h"
#include "pictures.h"

enum { SHARP, BLURRED };

static void blur_row(const uint8_t *restrict in, size_t width, uint8_t *restrict out) {
  for (size_t x = 1; x + 1 < width; x++) out[x] = (uint8_t)((in[x - 1] + in[x] + in[x + 1] + 1) / 3);
  out[0] = (uint8_t)((2 * in[0] + in[1] + 1) / 3);  // the edge goes on outside
  out[width - 1] = (uint8_t)((in[width - 2] + 2 * in[width - 1] + 1) / 3);
}

static void run(const struct mm_data *data, uint64_t step) {
  const uint8_t *sharp = mm_at(data, SHARP, step);
  uint8_t *blurred = mm_at(data, BLURRED, step);
  for (size_t y = 0; y < data->n; y++) blur_row(sharp + y * data->n, data->n, blurred + y * data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 2;
  while (2 * (n + 1) * (n + 1) <= bytes) n++;
  *shape = (struct mm_shape){
      .n = n,
      .work = n * n,
      .instances = 1,
      .buffer = {[SHARP] = {n * n, MM_INPUT, MM_BYTES, 0}, [BLURRED] = {n * n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_luma(mm_at(data, SHARP, 0), (uint32_t)data->n, (uint32_t)data->n, seed);
}

// Each pixel looks for its neighbours, and for the nearest third.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *sharp = mm_at(data, SHARP, step);
  uint8_t *blurred = mm_at(data, BLURRED, step);
  for (size_t i = 0; i < data->n * data->n; i++) {
    size_t x = i % data->n;
    uint32_t sum = sharp[i];
    sum += sharp[x > 0 ? i - 1 : i];
    sum += sharp[x + 1 < data->n ? i + 1 : i];
    blurred[i] = (uint8_t)(sum / 3 + (sum % 3 == 2));
  }
}

MM_WORKLOAD(.summary = "box blur of three pixels along rows", .unit = "pixel", .shape = shape, .fill = fill,
            .reference = reference);
