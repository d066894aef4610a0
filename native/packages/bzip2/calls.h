// SPDX-License-Identifier: Apache-2.0
//
// Whole bzip2 streams of one block. The setting is the size of blocks in 100 KB. Below 10000 bytes another
// algorithm sorts, which files hardly meet, so that blocks at small keep their 16 KiB and take longer than
// those of others.
#include <bzlib.h>

#include "codec.h"

static void *take(void *arena, int count, int size) { return mm_take(arena, (size_t)count * (size_t)size); }

static void leave(void *arena, void *taken) { (void)arena, (void)taken; }

static inline bz_stream stream_of(void *to, size_t room, const void *from, size_t size,
                                  struct mm_arena *arena) {
  return (bz_stream){.next_in = (char *)from,
                     .avail_in = (unsigned)size,
                     .next_out = to,
                     .avail_out = (unsigned)room,
                     .bzalloc = take,
                     .bzfree = leave,
                     .opaque = arena};
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  bz_stream stream = stream_of(to, room, from, size, arena);
  if (BZ2_bzCompressInit(&stream, codec->setting, 0, 0) != BZ_OK) return 0;
  size_t written = BZ2_bzCompress(&stream, BZ_FINISH) == BZ_STREAM_END ? stream.total_out_lo32 : 0;
  BZ2_bzCompressEnd(&stream);
  return written;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec;
  bz_stream stream = stream_of(to, room, from, size, arena);
  if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK) return 0;
  size_t written = BZ2_bzDecompress(&stream) == BZ_STREAM_END ? stream.total_out_lo32 : 0;
  BZ2_bzDecompressEnd(&stream);
  return written;
}

// The manual's bound is 1 % and 600 bytes.
static inline size_t room(size_t size) { return size + size / 64 + 600; }

// The manual: 7.6 MB to compress by the largest blocks and 3.7 MB to decompress. Short blocks touch little of
// it.
static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)codec, (void)size;
  return 8 << 20;
}

#define CALLS .encode = encode, .decode = decode, .room = room, .memory = memory, .unit_size = 1
