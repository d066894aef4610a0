// SPDX-License-Identifier: Apache-2.0
// Adds one RGBA picture to another, channels stop at 255: the "add" of compositors, light on light.
// v3 has vectors of 32 channels instead of 16, where the compiler vectorises; else nothing.
#include "inputs.h"
#include "marchmark.h"

enum { LEFT, RIGHT, SUM };

static void add(const uint8_t *restrict left, const uint8_t *restrict right, size_t n,
                uint8_t *restrict sum) {
  for (size_t i = 0; i < n; i++) {
    uint32_t both = (uint32_t)left[i] + right[i];
    sum[i] = (uint8_t)(both > 255 ? 255 : both);
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  add(mm_at(data, LEFT, step), mm_at(data, RIGHT, step), 4 * data->n * data->n, mm_at(data, SUM, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 1;
  while (3 * 4 * (n + 1) * (n + 1) <= bytes) n++;
  *shape = (struct mm_shape){.n = n,
                             .work = 4 * n * n,
                             .instances = 1,
                             .buffer = {[LEFT] = {4 * n * n, MM_INPUT, MM_BYTES, 0},
                                        [RIGHT] = {4 * n * n, MM_INPUT, MM_BYTES, 0},
                                        [SUM] = {4 * n * n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_picture(mm_at(data, LEFT, 0), (uint32_t)data->n, (uint32_t)data->n, seed);
  mm_picture(mm_at(data, RIGHT, 0), (uint32_t)data->n, (uint32_t)data->n, ~seed);
}

// No more is added than there is room for.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *left = mm_at(data, LEFT, step), *right = mm_at(data, RIGHT, step);
  uint8_t *sum = mm_at(data, SUM, step);
  for (size_t i = 0; i < 4 * data->n * data->n; i++) {
    uint8_t room = 255 - left[i];
    sum[i] = (uint8_t)(left[i] + (right[i] < room ? right[i] : room));
  }
}

MM_WORKLOAD(.summary = "saturating sum of RGBA pictures", .unit = "channel", .shape = shape, .fill = fill,
            .reference = reference);
