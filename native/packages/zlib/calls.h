// SPDX-License-Identifier: Apache-2.0
//
// Whole zlib streams, set up and ended with each block. The setting is the level.
#include <zlib.h>

#include "codec.h"

static void *take(void *arena, unsigned count, unsigned size) { return mm_take(arena, (size_t)count * size); }

static void leave(void *arena, void *taken) { (void)arena, (void)taken; }

static inline z_stream stream_of(void *to, size_t room, const void *from, size_t size,
                                 struct mm_arena *arena) {
  return (z_stream){.next_in = (Bytef *)from,
                    .avail_in = (uInt)size,
                    .next_out = to,
                    .avail_out = (uInt)room,
                    .zalloc = take,
                    .zfree = leave,
                    .opaque = arena};
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  z_stream stream = stream_of(to, room, from, size, arena);
  if (deflateInit(&stream, codec->setting) != Z_OK) return 0;
  size_t written = deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
  deflateEnd(&stream);
  return written;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec;
  z_stream stream = stream_of(to, room, from, size, arena);
  if (inflateInit(&stream) != Z_OK) return 0;
  size_t written = inflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
  inflateEnd(&stream);
  return written;
}

// compressBound() is the same but for streams of other settings.
static inline size_t room(size_t size) { return size + size / 1024 + 64; }

// zconf.h: 268 KB to compress by the default window and memory level, 40 KB to decompress.
static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)codec, (void)size;
  return 512 << 10;
}

#define CALLS .encode = encode, .decode = decode, .room = room, .memory = memory, .unit_size = 1
