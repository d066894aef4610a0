// SPDX-License-Identifier: Apache-2.0
// Right, but the next run has another input.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  ((uint32_t *)mm_at(data, IN, step))[data->n / 2]++;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "writes to its input");
