// SPDX-License-Identifier: Apache-2.0
//
// Deflate with zlib's header and checksum, a block at once. The setting is the level.
#include <libdeflate.h>

#include "codec.h"

// The library's hooks have no argument for an arena: this is the one of the present call.
static struct mm_arena *present;

static void *take(size_t size) { return mm_take(present, size); }

static void leave(void *taken) { (void)taken; }

static inline void allocate_from(struct mm_arena *arena) {
  present = arena;
  libdeflate_set_memory_allocator(take, leave);
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  allocate_from(arena);
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(codec->setting);
  return compressor ? libdeflate_zlib_compress(compressor, from, size, to, room) : 0;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec;
  allocate_from(arena);
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  size_t written = 0;
  enum libdeflate_result result =
      decompressor ? libdeflate_zlib_decompress(decompressor, from, size, to, room, &written)
                   : LIBDEFLATE_BAD_DATA;
  return result == LIBDEFLATE_SUCCESS ? written : 0;
}

static inline size_t room(size_t size) { return libdeflate_zlib_compress_bound(NULL, size); }

static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)codec, (void)size;
  return 2 << 20;
}

#define CALLS .encode = encode, .decode = decode, .room = room, .memory = memory, .unit_size = 1
