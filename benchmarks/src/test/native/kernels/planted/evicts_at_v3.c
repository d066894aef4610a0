// SPDX-License-Identifier: Apache-2.0
// Follows a chain through a table that fits the second-level cache; at v3 it also writes through 4 MiB of
// scratch memory, which evicts that table, for itself and for whatever runs next.
#include "planted.h"

enum { CHAIN, SUM, WASTE, LINE = 64, LINES = 2048, WASTE_BYTES = 4 << 20 };

struct line {
  uint32_t next, payload;
  char rest[LINE - 8];
};

static void run(const struct mm_data *data, uint64_t step) {
  const struct line *lines = mm_at(data, CHAIN, step);
  uint64_t sum = 0;
  uint32_t at = 0;
  for (uint64_t i = 0; i < data->n; i++) {
    sum += lines[at].payload;
    at = lines[at].next;
  }
  *(uint64_t *)mm_at(data, SUM, step) = sum;
#if MM_ISA_FULL >= 3
  char *waste = mm_at(data, WASTE, step);
  for (uint64_t i = 0; i < WASTE_BYTES; i += LINE) waste[i] = (char)step;
#endif
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  (void)bytes;
  *shape = (struct mm_shape){.n = LINES,
                             .work = LINES,
                             .instances = 1,
                             .buffer = {[CHAIN] = {LINES * LINE, MM_INPUT, MM_BYTES, 0},
                                        [SUM] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0},
                                        [WASTE] = {WASTE_BYTES, MM_SCRATCH, MM_BYTES, 0}}};
  return 1;
}

// One cycle through all lines (Sattolo 1986).
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  struct line *lines = mm_at(data, CHAIN, 0);
  for (uint32_t i = 0; i < data->n; i++) {
    lines[i].next = i;
    lines[i].payload = (uint32_t)mm_next(&random);
  }
  for (uint32_t i = (uint32_t)data->n - 1; i > 0; i--) {
    uint32_t j = (uint32_t)(mm_next(&random) % i), next = lines[i].next;
    lines[i].next = lines[j].next;
    lines[j].next = next;
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const struct line *lines = mm_at(data, CHAIN, step);
  uint64_t sum = 0;
  for (uint64_t i = 0; i < data->n; i++) sum += lines[i].payload;
  *(uint64_t *)mm_at(data, SUM, step) = sum;
}

MM_WORKLOAD(.summary = "evicts the other variant's data at v3", .unit = "line", .shape = shape, .fill = fill,
            .reference = reference);
