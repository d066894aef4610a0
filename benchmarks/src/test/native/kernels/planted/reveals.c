// SPDX-License-Identifier: Apache-2.0
// What the harness gave it: writes where its buffers are to its output, and how often its side has run.
#include <stdlib.h>

#include "inputs.h"
#include "marchmark.h"

MM_IMPORT(calloc);
MM_IMPORT(free);

enum { IN, SHARED, OUT, UPDATED, CONSUMED, SCRATCH };

static void *open_state(const struct mm_data *data) {
  (void)data;
  return calloc(1, sizeof(uint64_t));
}

static void run(const struct mm_data *data, uint64_t step) {
  uint64_t *out = mm_at(data, OUT, step), *runs = data->state;
  for (int b = 0; b < MM_BUFFERS; b++) out[b] = (uintptr_t)mm_at(data, b, step);
  out[MM_BUFFERS] = ++*runs;
  out[MM_BUFFERS + 1] = data->instances;
  ++*(uint64_t *)mm_at(data, UPDATED, step);
  ++*(uint64_t *)mm_at(data, CONSUMED, step);
}

MM_CODE(.run = run, .open = open_state, .close = free);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){.n = bytes,
                             .work = 1,
                             .instances = 4,
                             .buffer = {[IN] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [SHARED] = {40, MM_INPUT, MM_BYTES, 1},
                                        [OUT] = {8 * sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0},
                                        [UPDATED] = {24, MM_UPDATED, MM_BYTES, 0},
                                        [CONSUMED] = {72, MM_CONSUMED, MM_BYTES, 0},
                                        [SCRATCH] = {8, MM_SCRATCH, MM_BYTES, 0}}};
  return bytes < 1 << 20;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  *(uint64_t *)mm_at(data, SHARED, 0) = seed;
  for (uint64_t i = 0; i < data->instances; i++) {
    mm_text(mm_at(data, IN, i), data->n, seed + i);
    *(uint64_t *)mm_at(data, UPDATED, i) = 100 * seed + i;
    *(uint64_t *)mm_at(data, CONSUMED, i) = 200 * seed + i;
  }
}

static void reference(const struct mm_data *data, uint64_t step) { *(uint64_t *)mm_at(data, OUT, step) = 0; }

MM_WORKLOAD(.summary = "where its buffers are", .unit = "look", .shape = shape, .fill = fill,
            .reference = reference);
