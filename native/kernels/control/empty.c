// SPDX-License-Identifier: Apache-2.0
// Nothing: what a call costs by itself.
// No level can do that better: a control.
#include "marchmark.h"

static void run(const struct mm_data *data, uint64_t step) {
  (void)data;
  (void)step;
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  (void)bytes;
  *shape = (struct mm_shape){.n = 1, .work = 1, .instances = 1};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  (void)data;
  (void)seed;
}

MM_WORKLOAD(.summary = "nothing: the cost of a call", .unit = "call", .shape = shape, .fill = fill,
            .reference = run);
