// SPDX-License-Identifier: Apache-2.0
//
// Snappy's blocks by its C interface, as databases and message queues hold them.
#include <snappy-c.h>

#include "codec.h"

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  return snappy_compress(from, size, to, &room) == SNAPPY_OK ? room : 0;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  return snappy_uncompress(from, size, to, &room) == SNAPPY_OK ? room : 0;
}

#define CALLS .encode = encode, .decode = decode, .room = snappy_max_compressed_length, .unit_size = 1
