// SPDX-License-Identifier: Apache-2.0
//
// Columns of integers and bitmaps as databases and indexes hold them. For fill() only.
#ifndef MARCHMARK_COLUMNS_H
#define MARCHMARK_COLUMNS_H

#include "inputs.h"

// Amounts, sizes, counts: as many below 2^k as between 2^k and 2^(k+1), so density falls as 1/x; the median
// is about 2^(bits/2), the largest below 2^bits. In no order. `bits` is 1 to 32.
static inline void mm_skewed(uint32_t *values, size_t n, uint32_t bits, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t i = 0; i < n; i++) {
    uint64_t least = UINT64_C(1) << mm_below(&random, bits);
    values[i] = (uint32_t)(least + (mm_next(&random) & (least - 1)));
  }
}

// Keys of an index: ascending, without duplicates; steps of 1 to 4 in 15 of 16 cases, to 1024 in the others.
static inline void mm_sorted(uint32_t *values, size_t n, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t key = 0;
  for (size_t i = 0; i < n; i++) {
    key += 1 + mm_below(&random, mm_below(&random, 16) == 0 ? 1024 : 4);
    values[i] = key;
  }
}

// Categories in the order of arrival: values below `distinct`, the low ones more often (the lesser of two
// draws), repeated in runs whose lengths are geometric with a mean of 8.
static inline void mm_runs(uint32_t *values, size_t n, uint32_t distinct, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t value = 0;
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || mm_below(&random, 8) == 0) {
      uint32_t one = mm_below(&random, distinct), other = mm_below(&random, distinct);
      value = one < other ? one : other;
    }
    values[i] = value;
  }
}

// Rows that match, or blocks in use: exactly `set` bits of 64 * n, at most half of them, in stretches of 1 to
// 7 at places drawn evenly, which may touch.
static inline void mm_bitmap(uint64_t *words, size_t n, uint64_t set, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  memset(words, 0, n * sizeof *words);
  while (set > 0) {
    uint64_t at = mm_below(&random, (uint32_t)(64 * n)), stretch = 1 + mm_below(&random, 7);
    for (; stretch > 0 && at < 64 * n && set > 0; stretch--, at++) {
      set -= (words[at / 64] >> at % 64 & 1) == 0;
      words[at / 64] |= UINT64_C(1) << at % 64;
    }
  }
}

#endif
