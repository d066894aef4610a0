// SPDX-License-Identifier: Apache-2.0
// Writes to address 0, out of the compiler's sight.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  volatile uint32_t *volatile nowhere = NULL;
  planted_scramble_all(data, step);
  *nowhere = 1;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a crash");
