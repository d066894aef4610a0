// SPDX-License-Identifier: Apache-2.0
//
// Calls of zlib as programs make them: a stream is set up, works through all of its input, and ends. An adapter defines
// FILL, the generator of its input, and KIND, what it is called, and includes compress.h or decompress.h.
#ifndef MARCHMARK_ZLIB_STREAMS_H
#define MARCHMARK_ZLIB_STREAMS_H

#include <string.h>
#include <zlib.h>

#include "arena.h"
#include "marchmark.h"

enum {
  LEVEL = 6,           // zlib's default
  STATE_BYTES = 1 << 19,  // a stream that compresses takes 268 KB by zconf.h, one that decompresses 40 KB
};

// What compressing leaves: how many bytes, these, and zeros to the end, so that all of it compares.
struct packed {
  uint64_t length;
  uint8_t bytes[];
};

// Above deflate's own bound, 13 bytes and 5 for each 16 KB that can't be compressed.
static inline uint64_t packed_capacity(uint64_t n) { return n + n / 1024 + 64; }

static void *take(void *arena, unsigned items, unsigned size) { return mm_take(arena, (size_t)items * size); }

static void keep(void *arena, void *address) {
  (void)arena;
  (void)address;
}

static void pack(const void *plain, uint64_t n, struct packed *packed, void *state) {
  struct mm_arena arena = {state, STATE_BYTES};
  z_stream stream = {.zalloc = take, .zfree = keep, .opaque = &arena};
  stream.next_in = (z_const Bytef *)plain;
  stream.avail_in = (uInt)n;
  stream.next_out = packed->bytes;
  stream.avail_out = (uInt)packed_capacity(n);
  packed->length = 0;
  if (deflateInit(&stream, LEVEL) == Z_OK) {
    if (deflate(&stream, Z_FINISH) == Z_STREAM_END) packed->length = stream.total_out;
    deflateEnd(&stream);
  }
  memset(packed->bytes + packed->length, 0, packed_capacity(n) - packed->length);
}

// Returns the number of bytes, 0 where the stream is not whole.
static uint64_t unpack(const struct packed *packed, void *plain, uint64_t n, void *state) {
  struct mm_arena arena = {state, STATE_BYTES};
  z_stream stream = {.zalloc = take, .zfree = keep, .opaque = &arena};
  uint64_t length = 0;
  stream.next_in = (z_const Bytef *)packed->bytes;
  stream.avail_in = (uInt)packed->length;
  stream.next_out = plain;
  stream.avail_out = (uInt)n;
  if (inflateInit(&stream) == Z_OK) {
    if (inflate(&stream, Z_FINISH) == Z_STREAM_END) length = stream.total_out;
    inflateEnd(&stream);
  }
  return length;
}

// Longer inputs are the same blocks again, at more time for each run.
static inline int is_offered(uint64_t bytes) { return bytes <= 1 << 20; }

#endif
