// SPDX-License-Identifier: Apache-2.0
// Forgets the last word.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  struct mm_data shorter = *data;
  shorter.n--;
  planted_scramble_all(&shorter, step);
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a result without its last word");
