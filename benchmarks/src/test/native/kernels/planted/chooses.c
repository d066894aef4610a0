// SPDX-License-Identifier: Apache-2.0
// Leaves each word as two parts whose difference in bits is the result: v3 chooses other parts than v2, which
// mean the same. At v1 the first word means something else.
#include "planted.h"

enum { PARTS = OUT + 1 };

static void run(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint32_t *parts = mm_at(data, PARTS, step);
  for (uint64_t i = 0; i < data->n; i++) {
    parts[2 * i] = MM_ISA_FULL >= 3 ? ~in[i] : 0;
    parts[2 * i + 1] = parts[2 * i] ^ planted_scramble(in[i]);
  }
#if MM_ISA_FULL == 1
  parts[0] ^= 1;
#endif
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  planted_shape(bytes, shape);
  shape->buffer[PARTS].bytes = 2 * shape->buffer[OUT].bytes;
  shape->buffer[PARTS].role = MM_SCRATCH;
  return 1;
}

static void interpret(const struct mm_data *data, uint64_t step) {
  const uint32_t *parts = mm_at(data, PARTS, step);
  uint32_t *out = mm_at(data, OUT, step);
  for (uint64_t i = 0; i < data->n; i++) out[i] = parts[2 * i] ^ parts[2 * i + 1];
}

MM_WORKLOAD(.summary = "results that differ in their bytes only, and a wrong one at v1", .unit = "word",
            .shape = shape, .fill = planted_fill, .reference = planted_reference, .interpret = interpret);
