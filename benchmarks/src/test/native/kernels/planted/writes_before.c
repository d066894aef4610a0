// SPDX-License-Identifier: Apache-2.0
// Right, but clears the eight bytes before its output as well.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  uint32_t *start = mm_at(data, OUT, step);
  start[-1] = start[-2] = 0;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "writes before the start of its output");
