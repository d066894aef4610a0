// SPDX-License-Identifier: Apache-2.0
// Nothing, and fast at it.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  (void)data;
  (void)step;
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a run that does nothing");
