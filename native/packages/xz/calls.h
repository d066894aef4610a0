// SPDX-License-Identifier: Apache-2.0
//
// Whole .xz streams of small blocks. The dictionary is as large as the block, as mksquashfs sets it: that of
// the presets, 1 to 64 MiB, would cost more to clear than such a block to compress. The setting is the
// preset.
#include <lzma.h>

#include "codec.h"

static void *take(void *arena, size_t count, size_t size) { return mm_take(arena, count * size); }

static void leave(void *arena, void *taken) { (void)arena, (void)taken; }

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  lzma_allocator allocator = {take, leave, arena};
  lzma_options_lzma options;
  if (lzma_lzma_preset(&options, (uint32_t)codec->setting)) return 0;
  options.dict_size = size < LZMA_DICT_SIZE_MIN ? LZMA_DICT_SIZE_MIN : (uint32_t)size;
  lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
  size_t written = 0;
  lzma_ret ret =
      lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC64, &allocator, from, size, to, &written, room);
  return ret == LZMA_OK ? written : 0;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec;
  lzma_allocator allocator = {take, leave, arena};
  uint64_t limit = UINT64_MAX;
  size_t read = 0, written = 0;
  lzma_ret ret = lzma_stream_buffer_decode(&limit, 0, &allocator, from, &read, size, to, &written, room);
  return ret == LZMA_OK ? written : 0;
}

// For the encoder: 1.5 MiB for buffer, prices and hash tables, 8 to 12 bytes for each byte of the dictionary.
static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)codec;
  return (2 << 20) + 12 * size;
}

#define CALLS \
  .encode = encode, .decode = decode, .room = lzma_stream_buffer_bound, .memory = memory, .unit_size = 1
