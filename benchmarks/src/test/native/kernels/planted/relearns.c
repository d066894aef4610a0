// SPDX-License-Identifier: Apache-2.0
// Branches on bits that are the same in every run: of some size the branch predictor learns all of them where
// a variant runs alone, but not those of two variants, whose branches lie at other addresses.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint32_t *out = mm_at(data, OUT, step);
  for (uint64_t i = 0; i < data->n; i++) {
    uint32_t word = in[i];
    // Two ways to the same word; the texts differ, or the compiler takes one way for both, without a branch.
    if (word & 1)
      __asm__ volatile("# odd" : "+r"(word));
    else
      __asm__ volatile("# even" : "+r"(word));
    out[i] = planted_scramble(word);
  }
}

MM_CODE(.run = run);

PLANTED_WORKLOAD(.summary = "branches that a predictor learns anew after the other variant");
