// SPDX-License-Identifier: Apache-2.0
//
// LZ4's blocks, each on its own, as file systems, databases and caches hold them. The setting is a level of
// LZ4 HC, 0 for the fast mode.
#include <lz4.h>
#include <lz4hc.h>

#include "codec.h"

// The fast mode has its table on the stack; HC's would be a malloc of 256 KiB a call.
static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  int level = codec->setting;
  if (level == 0) return (size_t)LZ4_compress_fast(from, to, (int)size, (int)room, 1);
  void *state = mm_take(arena, (size_t)LZ4_sizeofStateHC());
  return state ? (size_t)LZ4_compress_HC_extStateHC(state, from, to, (int)size, (int)room, level) : 0;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  int decoded = LZ4_decompress_safe(from, to, (int)size, (int)room);
  return decoded < 0 ? 0 : (size_t)decoded;
}

static inline size_t room(size_t size) { return LZ4_COMPRESSBOUND(size); }

static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)codec, (void)size;
  return (size_t)LZ4_sizeofStateHC() + 16;
}

#define CALLS .encode = encode, .decode = decode, .room = room, .unit_size = 1
