// SPDX-License-Identifier: Apache-2.0
// Asks the CPU what it can three times a run, as libraries do that decide anew with each call.
#include <cpuid.h>

#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  unsigned eax, ebx, ecx, edx;
  planted_scramble_all(data, step);
  for (int i = 0; i < 3; i++) __cpuid(0, eax, ebx, ecx, edx);
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "questions to the CPU");
