// SPDX-License-Identifier: Apache-2.0
// Multiplies the colours of RGBA pixels by their alpha, as toolkits and browsers do with a loaded PNG.
// v3 has vectors twice as wide, where the compiler vectorises, but shuffles within their halves only.
// GCC 12: nothing at -O2.
#include "inputs.h"
#include "marchmark.h"

enum { STRAIGHT, PREMULTIPLIED };

// x*a/255, correctly rounded without a division.
static inline uint8_t scale(uint32_t x, uint32_t a) {
  uint32_t t = x * a + 128;
  return (uint8_t)((t + (t >> 8)) >> 8);
}

static void premultiply(const uint8_t *restrict in, size_t pixels, uint8_t *restrict out) {
  for (size_t i = 0; i < pixels; i++, in += 4, out += 4) {
    uint8_t alpha = in[3];
    out[0] = scale(in[0], alpha);
    out[1] = scale(in[1], alpha);
    out[2] = scale(in[2], alpha);
    out[3] = alpha;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  premultiply(mm_at(data, STRAIGHT, step), data->n * data->n, mm_at(data, PREMULTIPLIED, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 1;
  while (2 * 4 * (n + 1) * (n + 1) <= bytes) n++;
  *shape = (struct mm_shape){.n = n,
                             .work = n * n,
                             .instances = 1,
                             .buffer = {[STRAIGHT] = {4 * n * n, MM_INPUT, MM_BYTES, 0},
                                        [PREMULTIPLIED] = {4 * n * n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_picture(mm_at(data, STRAIGHT, 0), (uint32_t)data->n, (uint32_t)data->n, seed);
}

// Alpha as a colour of a pixel that is opaque; a division that rounds to the nearest.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *straight = mm_at(data, STRAIGHT, step);
  uint8_t *premultiplied = mm_at(data, PREMULTIPLIED, step);
  for (size_t i = 0; i < 4 * data->n * data->n; i++)
    premultiplied[i] = (uint8_t)((2 * straight[i] * (i % 4 == 3 ? 255 : straight[i | 3]) + 255) / 510);
}

MM_WORKLOAD(.summary = "premultiplication of RGBA pixels by their alpha", .unit = "pixel", .shape = shape,
            .fill = fill, .reference = reference);
