// SPDX-License-Identifier: Apache-2.0
// Really 1.5 times faster at v3: two passes instead of three. Each word waits for a multiplication of the one
// before, which every level does alike, and a pass leaves the same whether it is the first or the third.
#include "planted.h"

#if MM_ISA_FULL >= 3
enum { PASSES = 2 };
#else
enum { PASSES = 3 };
#endif

static void run(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint64_t *out = mm_at(data, OUT, step);
  for (int pass = 0; pass < PASSES; pass++) {
    uint64_t hash = 0;
    for (uint64_t i = 0; i < data->n; i++) hash = (hash ^ in[i]) * 0x9e3779b97f4a7c15u;
    *out = hash;
    __asm__ volatile("" ::: "memory");  // so that no pass is left out as done already
  }
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  planted_shape(2 * bytes, shape);
  shape->buffer[OUT].bytes = sizeof(uint64_t);
  return 1;
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint64_t hash = 0;
  for (uint64_t i = 0; i < data->n; i++) hash = (hash ^ in[i]) * 0x9e3779b97f4a7c15u;
  *(uint64_t *)mm_at(data, OUT, step) = hash;
}

MM_WORKLOAD(.summary = "two passes at v3 for three below", .unit = "word", .shape = shape,
            .fill = planted_fill, .reference = reference);
