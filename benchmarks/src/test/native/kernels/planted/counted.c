// SPDX-License-Identifier: Apache-2.0
// Executes what can be counted by hand, beside a result that does not matter here: 8 instructions for each of
// 1000 turns, of which 3 compute on several elements at once.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  uint64_t turns = 1000;
  planted_scramble_all(data, step);
  __asm__ volatile(
      "1: paddd %%xmm0, %%xmm0\n\tpaddd %%xmm1, %%xmm1\n\tpmulld %%xmm2, %%xmm2\n\t"
      "movaps %%xmm0, %%xmm3\n\tnop\n\tnop\n\tdec %0\n\tjnz 1b"
      : "+r"(turns)
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "cc");
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "a loop to count by hand");
