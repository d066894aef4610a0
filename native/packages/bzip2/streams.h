// SPDX-License-Identifier: Apache-2.0
//
// Calls of libbz2 as programs make them: a stream is set up, works through all of its input, and ends. An adapter defines
// FILL, the generator of its input, and KIND, what it is called, and includes compress.h or decompress.h. A block is
// sorted by another algorithm where it is shorter than 10000 bytes: rows at small are of the one that files meet, and so
// take longer than most.
#ifndef MARCHMARK_BZIP2_STREAMS_H
#define MARCHMARK_BZIP2_STREAMS_H

#include <bzlib.h>
#include <string.h>

#include "arena.h"
#include "marchmark.h"

enum {
  LEVEL = 9,              // bzip2's default: blocks of 900 KB
  STATE_BYTES = 8 << 20,  // 7.6 MB to compress and 3.7 MB to decompress by its manual, of which short inputs touch little
};

// What compressing leaves: how many bytes, these, and zeros to the end, so that all of it compares.
struct packed {
  uint64_t length;
  uint8_t bytes[];
};

// The manual's bound is 1 % and 600 bytes.
static inline uint64_t packed_capacity(uint64_t n) { return n + n / 64 + 600; }

static void *take(void *arena, int items, int size) { return mm_take(arena, (size_t)items * (size_t)size); }

static void keep(void *arena, void *address) {
  (void)arena;
  (void)address;
}

static uint64_t produced(const bz_stream *stream) {
  return (uint64_t)stream->total_out_hi32 << 32 | stream->total_out_lo32;
}

static void pack(const void *plain, uint64_t n, struct packed *packed, void *state) {
  struct mm_arena arena = {state, STATE_BYTES};
  bz_stream stream = {.bzalloc = take, .bzfree = keep, .opaque = &arena};
  stream.next_in = (char *)plain;
  stream.avail_in = (unsigned)n;
  stream.next_out = (char *)packed->bytes;
  stream.avail_out = (unsigned)packed_capacity(n);
  packed->length = 0;
  if (BZ2_bzCompressInit(&stream, LEVEL, 0, 0) == BZ_OK) {
    if (BZ2_bzCompress(&stream, BZ_FINISH) == BZ_STREAM_END) packed->length = produced(&stream);
    BZ2_bzCompressEnd(&stream);
  }
  memset(packed->bytes + packed->length, 0, packed_capacity(n) - packed->length);
}

// Returns the number of bytes, 0 where the stream is not whole.
static uint64_t unpack(const struct packed *packed, void *plain, uint64_t n, void *state) {
  struct mm_arena arena = {state, STATE_BYTES};
  bz_stream stream = {.bzalloc = take, .bzfree = keep, .opaque = &arena};
  uint64_t length = 0;
  stream.next_in = (char *)packed->bytes;
  stream.avail_in = (unsigned)packed->length;
  stream.next_out = plain;
  stream.avail_out = (unsigned)n;
  if (BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK) {
    if (BZ2_bzDecompress(&stream) == BZ_STREAM_END) length = produced(&stream);
    BZ2_bzDecompressEnd(&stream);
  }
  return length;
}

// Longer inputs are the same blocks again, at more time for each run.
static inline int is_offered(uint64_t bytes) { return bytes <= 1 << 20; }

#endif
