// SPDX-License-Identifier: Apache-2.0
//
// Whether a run left what it should, for drivers that are C only. The package `verify` does the same in Java.
#ifndef MARCHMARK_RESULTS_H
#define MARCHMARK_RESULTS_H

#include <math.h>
#include <string.h>

#include "marchmark.h"

static inline int mm_is_result(uint32_t role) {
  return role == MM_OUTPUT || role == MM_UPDATED || role == MM_CONSUMED;
}

static inline double mm_element(uint32_t type, const void *values, uint64_t i) {
  return type == MM_FLOAT ? ((const float *)values)[i] : ((const double *)values)[i];
}

// Bytes bit for bit, floats within `tolerance` of the largest finite magnitude that is expected.
static inline int mm_agree(uint32_t type, const void *expected, const void *actual, uint64_t bytes,
                           double tolerance) {
  if (type == MM_BYTES) return memcmp(expected, actual, bytes) == 0;
  uint64_t n = bytes / (type == MM_FLOAT ? sizeof(float) : sizeof(double));
  double magnitude = 0;
  for (uint64_t i = 0; i < n; i++) {
    double want = fabs(mm_element(type, expected, i));
    if (isfinite(want) && want > magnitude) magnitude = want;
  }
  for (uint64_t i = 0; i < n; i++) {
    double want = mm_element(type, expected, i), got = mm_element(type, actual, i);
    if (want == got || (isnan(want) && isnan(got))) continue;
    if (!(fabs(want - got) <= tolerance * magnitude)) return 0;
  }
  return 1;
}

#endif
