// SPDX-License-Identifier: Apache-2.0
//
// The workload of adapters that decompress; see streams.h.
#include "streams.h"

enum { PACKED, PLAIN, STATE, ORIGINAL };

struct plain {
  uint64_t length;
  uint8_t bytes[];
};

static void run(const struct mm_data *data, uint64_t step) {
  struct plain *plain = mm_at(data, PLAIN, step);
  plain->length = unpack(mm_at(data, PACKED, step), plain->bytes, data->n, mm_at(data, STATE, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t packed = sizeof(struct packed) + packed_capacity(bytes);
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = mm_instances(bytes, 1 << 20),
                             .buffer = {[PACKED] = {packed, MM_INPUT, MM_BYTES, 0},
                                        [PLAIN] = {sizeof(struct plain) + bytes, MM_OUTPUT, MM_BYTES, 0},
                                        [STATE] = {STATE_BYTES, MM_SCRATCH, MM_BYTES, 1},
                                        [ORIGINAL] = {bytes, MM_INPUT, MM_BYTES, 0}}};
  return is_offered(bytes);
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) {
    FILL(mm_at(data, ORIGINAL, i), data->n, seed + i);
    pack(mm_at(data, ORIGINAL, i), data->n, mm_at(data, PACKED, i), mm_at(data, STATE, i));
  }
}

// Nothing is computed: what was compressed must come out.
static void reference(const struct mm_data *data, uint64_t step) {
  struct plain *plain = mm_at(data, PLAIN, step);
  plain->length = data->n;
  memcpy(plain->bytes, mm_at(data, ORIGINAL, step), data->n);
}

MM_WORKLOAD(.summary = "zlib: inflate of " KIND " that was deflated at level 6", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference);
