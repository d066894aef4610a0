// SPDX-License-Identifier: Apache-2.0
// Branches on bits that are the same in every run: of some size the branch predictor learns all of them where
// a variant runs alone, but not those of two variants, whose branches lie at other addresses.
#include "planted.h"

enum { BITS, SUM };

static void run(const struct mm_data *data, uint64_t step) {
  const uint8_t *bits = mm_at(data, BITS, step);
  uint64_t sum = 0;
  for (uint64_t i = 0; i < data->n; i++) {
    if (bits[i]) {
      sum = sum * 3 + i;
      __asm__ volatile("" : "+r"(sum));  // or the compiler computes both and selects, without a branch
    } else {
      sum ^= i << 1;
      __asm__ volatile("" : "+r"(sum));
    }
  }
  *(uint64_t *)mm_at(data, SUM, step) = sum;
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {
          [BITS] = {bytes, MM_INPUT, MM_BYTES, 0}, [SUM] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint8_t *bits = mm_at(data, BITS, 0);
  for (uint64_t i = 0; i < data->n; i++) bits[i] = mm_next(&random) >> 63;
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bits = mm_at(data, BITS, step);
  uint64_t sum = 0;
  for (uint64_t i = 0; i < data->n; i++) sum = bits[i] * (sum * 3 + i) + !bits[i] * (sum ^ (i << 1));
  *(uint64_t *)mm_at(data, SUM, step) = sum;
}

MM_WORKLOAD(.summary = "branches that a predictor learns anew after the other variant", .unit = "branch",
            .shape = shape, .fill = fill, .reference = reference);
