// SPDX-License-Identifier: Apache-2.0
//
// What measuring itself costs on this host, for `marchmark doctor`.
#include "shim.h"

enum { REPEATS = 40, CALLS = 200000, LOOPS = 20000 };

static void nothing(const struct mm_data *data, uint64_t step) {
  (void)data;
  (void)step;
}

// The fastest of some slices: what a call costs when nothing gets in its way.
MM_EXPORTED double mm_call_nanos(void) {
  struct mm_data data = {.instances = 1};
  const struct mm_side side = {nothing, &data};
  const struct mm_restore none = {0};
  int8_t order[REPEATS] = {0};
  int64_t steps[REPEATS] = {0}, calls[REPEATS], elapsed[REPEATS], usage[MM_USAGE_SIZE];
  for (int i = 0; i < REPEATS; i++) calls[i] = CALLS;
  mm_block(&side, &none, REPEATS, order, steps, calls, INT64_MAX, 0, elapsed, usage);
  int64_t fastest = elapsed[0];
  for (int i = 1; i < REPEATS; i++)
    if (elapsed[i] < fastest) fastest = elapsed[i];
  return (double)fastest / CALLS;
}

// Legacy SSE that writes a whole register: with a dirty upper half it must wait for the old value.
static void shuffles(const struct mm_data *data, uint64_t step) {
  (void)data;
  if (step & 1) __asm__ volatile("vcmptrueps %%ymm0, %%ymm0, %%ymm0" ::: "xmm0");
  for (int i = 0; i < LOOPS; i++)
    __asm__ volatile(
        "pshufd $0, %%xmm1, %%xmm0\n pshufd $0, %%xmm1, %%xmm0\n"
        "pshufd $0, %%xmm1, %%xmm0\n pshufd $0, %%xmm1, %%xmm0" ::
            : "xmm0");
  if (step & 1) __asm__ volatile("vzeroupper");
}

MM_EXPORTED double mm_dirty_upper_ratio(void) {
  if (!mm_has_upper_halves()) return 0;
  struct mm_data data = {.instances = 1};
  const struct mm_side side = {shuffles, &data};
  const struct mm_restore none = {0};
  int8_t order[REPEATS] = {0};
  int64_t steps[REPEATS], calls[REPEATS], elapsed[REPEATS], usage[MM_USAGE_SIZE],
      fastest[2] = {INT64_MAX, INT64_MAX};
  for (int i = 0; i < REPEATS; i++) {
    steps[i] = i;
    calls[i] = 1;
  }
  mm_block(&side, &none, REPEATS, order, steps, calls, INT64_MAX, 0, elapsed, usage);
  for (int i = 0; i < REPEATS; i++)
    if (elapsed[i] < fastest[i & 1]) fastest[i & 1] = elapsed[i];
  return (double)fastest[1] / (double)fastest[0];
}
