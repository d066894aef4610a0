// SPDX-License-Identifier: Apache-2.0
// Sum of absolute differences of two rows of pixels, of any length: how alike two frames are (scene cuts).
// v3 has PSADBW for 32 pixels instead of 16, where the compiler vectorises; else nothing.
#include <stdlib.h>

#include "marchmark.h"
#include "pictures.h"

enum { LEFT, RIGHT, DIFFERENCE };

static uint32_t sad(const uint8_t *left, const uint8_t *right, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; i++) sum += (uint32_t)abs(left[i] - right[i]);
  return sum;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint32_t *)mm_at(data, DIFFERENCE, step) =
      sad(mm_at(data, LEFT, step), mm_at(data, RIGHT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[LEFT] = {n, MM_INPUT, MM_BYTES, 0},
                                        [RIGHT] = {n, MM_INPUT, MM_BYTES, 0},
                                        [DIFFERENCE] = {sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The same scene a moment later: every fourth stretch of 64 pixels shows something else.
static void fill(const struct mm_data *data, uint64_t seed) {
  uint8_t *left = mm_at(data, LEFT, 0), *right = mm_at(data, RIGHT, 0);
  mm_luma(left, (uint32_t)data->n, 1, seed);
  mm_luma(right, (uint32_t)data->n, 1, ~seed);
  for (size_t i = 0; i < data->n; i++)
    if (i / 64 % 4 > 0) right[i] = (uint8_t)(left[i] < 253 ? left[i] + right[i] % 3 : left[i]);
}

// What is above counts up, what is below counts down.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *left = mm_at(data, LEFT, step), *right = mm_at(data, RIGHT, step);
  uint32_t up = 0, down = 0;
  for (size_t i = 0; i < data->n; i++) {
    if (left[i] > right[i]) up += (uint32_t)(left[i] - right[i]);
    if (left[i] < right[i]) down += (uint32_t)(right[i] - left[i]);
  }
  *(uint32_t *)mm_at(data, DIFFERENCE, step) = up + down;
}

MM_WORKLOAD(.summary = "sum of absolute differences of two rows of pixels", .unit = "pixel", .shape = shape,
            .fill = fill, .reference = reference);
