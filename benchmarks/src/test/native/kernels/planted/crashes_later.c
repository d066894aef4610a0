// SPDX-License-Identifier: Apache-2.0
// Right in as many runs as verifying takes; only timing comes to the one that writes to address 0.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  static unsigned runs;
  volatile uint32_t *volatile nowhere = NULL;
  planted_scramble_all(data, step);
  if (++runs == 1000) *nowhere = 1;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a crash while it is timed");
