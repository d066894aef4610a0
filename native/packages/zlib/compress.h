// SPDX-License-Identifier: Apache-2.0
//
// The workload of adapters that compress; see streams.h.
#include <stdlib.h>

#include "streams.h"

enum { PLAIN, PACKED, STATE };

static void run(const struct mm_data *data, uint64_t step) {
  pack(mm_at(data, PLAIN, step), data->n, mm_at(data, PACKED, step), mm_at(data, STATE, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t packed = sizeof(struct packed) + packed_capacity(bytes);
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = mm_instances(bytes, 1 << 20),
                             .buffer = {[PLAIN] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [PACKED] = {packed, MM_OUTPUT, MM_BYTES, 0},
                                        [STATE] = {STATE_BYTES, MM_SCRATCH, MM_BYTES, 1}}};
  return is_offered(bytes);
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) FILL(mm_at(data, PLAIN, i), data->n, seed + i);
}

// What the baseline build leaves, if it decompresses to the input again.
static void reference(const struct mm_data *data, uint64_t step) {
  struct packed *packed = mm_at(data, PACKED, step);
  char *again = malloc(data->n);
  if (!again) abort();
  run(data, step);
  if (unpack(packed, again, data->n, mm_at(data, STATE, step)) != data->n ||
      memcmp(again, mm_at(data, PLAIN, step), data->n) != 0)
    packed->length = ~packed->length;
  free(again);
}

MM_WORKLOAD(.summary = "zlib: deflate of " KIND " at level 6", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference);
