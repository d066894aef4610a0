// SPDX-License-Identifier: Apache-2.0
// An instruction of AVX-512, which valgrind does not know.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  __asm__ volatile("vpaddd %zmm0, %zmm0, %zmm0");
}

MM_CODE(.run = run);
PLANTED_WORKLOAD(.summary = "an instruction that valgrind does not know");
