// SPDX-License-Identifier: Apache-2.0
// What no compiler should do: right at every level but v3, where the last word is off by one.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
#if MM_ISA_FULL >= 3
  ((uint32_t *)mm_at(data, OUT, step))[data->n - 1] += 1;
#endif
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a wrong result at v3 only");
