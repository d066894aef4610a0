// SPDX-License-Identifier: Apache-2.0
//
// Zstandard's frames, one a block, by contexts that are kept: to make one asks the CPU what it can. The
// setting is the level.
#define ZSTD_STATIC_LINKING_ONLY  // for contexts in the caller's memory, which the shared library exports too
#include <zstd.h>

#include "codec.h"

// For blocks of `size` bytes; verification asks for several sizes, a run for one.
static inline ZSTD_CCtx *encoder(const struct mm_codec *codec, size_t size) {
  static void *memory;
  static size_t made_for;
  static ZSTD_CCtx *context;
  if (memory && made_for == size) return context;
  free(memory);
  size_t bytes = ZSTD_estimateCCtxSize_usingCParams(ZSTD_getCParams(codec->setting, size, 0));
  memory = mm_keep(bytes);
  made_for = size;
  return context = ZSTD_initStaticCCtx(memory, bytes);
}

static inline ZSTD_DCtx *decoder(void) {
  static ZSTD_DCtx *context;
  if (!context) context = ZSTD_initStaticDCtx(mm_keep(ZSTD_estimateDCtxSize()), ZSTD_estimateDCtxSize());
  return context;
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)arena;
  ZSTD_CCtx *context = encoder(codec, size);
  if (!context) return 0;
  size_t written = ZSTD_compressCCtx(context, to, room, from, size, codec->setting);
  return ZSTD_isError(written) ? 0 : written;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  ZSTD_DCtx *context = decoder();
  if (!context) return 0;
  size_t written = ZSTD_decompressDCtx(context, to, room, from, size);
  return ZSTD_isError(written) ? 0 : written;
}

#define CALLS .encode = encode, .decode = decode, .room = ZSTD_compressBound, .unit_size = 1
