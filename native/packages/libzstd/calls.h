// SPDX-License-Identifier: Apache-2.0
//
// Zstandard's frames, one a block, by contexts that lie in the arena. The setting is the level.
#define ZSTD_STATIC_LINKING_ONLY  // for contexts in the caller's memory, which the shared library exports too
#include <zstd.h>

#include "codec.h"

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  size_t most = arena->left;
  ZSTD_CCtx *context = ZSTD_initStaticCCtx(mm_take(arena, most), most);
  if (!context) return 0;
  size_t written = ZSTD_compressCCtx(context, to, room, from, size, codec->setting);
  return ZSTD_isError(written) ? 0 : written;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec;
  size_t most = arena->left;
  ZSTD_DCtx *context = ZSTD_initStaticDCtx(mm_take(arena, most), most);
  if (!context) return 0;
  size_t written = ZSTD_decompressDCtx(context, to, room, from, size);
  return ZSTD_isError(written) ? 0 : written;
}

static inline size_t memory(const struct mm_codec *codec, size_t size) {
  ZSTD_compressionParameters parameters = ZSTD_getCParams(codec->setting, size, 0);
  size_t encoder = ZSTD_estimateCCtxSize_usingCParams(parameters), decoder = ZSTD_estimateDCtxSize();
  return ((encoder > decoder ? encoder : decoder) + 15) / 16 * 16;
}

#define CALLS .encode = encode, .decode = decode, .room = ZSTD_compressBound, .memory = memory, .unit_size = 1
