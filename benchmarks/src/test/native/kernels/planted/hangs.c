// SPDX-License-Identifier: Apache-2.0
// Never returns.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  for (;;) __asm__ volatile("" ::: "memory");
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "an endless loop");
