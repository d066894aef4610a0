// SPDX-License-Identifier: Apache-2.0
// Works in a table that each variant allocates for itself.
#include <stdlib.h>

#include "planted.h"

MM_IMPORT(malloc);
MM_IMPORT(free);

static void *open_state(const struct mm_data *data) { return malloc(data->n * sizeof(uint32_t)); }

static void close_state(void *state) { free(state); }

static void run(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint32_t *out = mm_at(data, OUT, step), *table = data->state;
  for (uint64_t i = 0; i < data->n; i++) table[i] = planted_scramble(in[i]);
  __asm__ volatile("" ::: "memory");
  for (uint64_t i = 0; i < data->n; i++) out[i] = table[i];
}

MM_CODE(.run = run, .open = open_state, .close = close_state);
PLANTED_WORKLOAD(.summary = "a private state on each side");
