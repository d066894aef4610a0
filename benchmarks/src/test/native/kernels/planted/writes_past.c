// SPDX-License-Identifier: Apache-2.0
// Right, but clears eight bytes past its output as well.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  uint32_t *end = (uint32_t *)mm_at(data, OUT, step) + data->n;
  end[0] = end[1] = 0;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "writes past the end of its output");
