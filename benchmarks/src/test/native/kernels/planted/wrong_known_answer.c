// SPDX-License-Identifier: Apache-2.0
// Agrees with its reference; both disagree with the standard.
#include "planted.h"

static void run(const struct mm_data *data, uint64_t step) { planted_scramble_all(data, step); }

MM_CODE(.run = run);

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint32_t scrambled[] = {2654435761u, 2 * 2654435761u}, misprint[] = {2654435761u, 2};
  if (index > 1) return 0;
  data->n = 2;
  uint32_t *in = mm_at(data, IN, 0);
  in[0] = 1;
  in[1] = 2;
  *expected = index == 0 ? scrambled : misprint;
  return sizeof scrambled;
}

PLANTED_WORKLOAD(.summary = "a reference that is wrong itself", .known_answer = known_answer);
