// SPDX-License-Identifier: Apache-2.0
// Its private state can't be had.
#include "planted.h"

static void *open_state(const struct mm_data *data) {
  (void)data;
  return NULL;
}

static void run(const struct mm_data *data, uint64_t step) { planted_scramble_all(data, step); }

MM_CODE(.run = run, .open = open_state);
PLANTED_WORKLOAD(.summary = "a private state that fails to open");
