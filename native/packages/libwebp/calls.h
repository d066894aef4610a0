// SPDX-License-Identifier: Apache-2.0
//
// Lossy WebP files of square pictures of packed RGB; the setting is the quality.
//
// What is encoded is compared bit for bit. The encoder computes by floats which quantiser a segment gets and
// the tables of gamma, but rounds both to whole numbers, which the last bit of a double hardly ever reaches.
#include <webp/decode.h>
#include <webp/encode.h>

#include "codec.h"
#include "files.h"
#include "pictures.h"

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)arena;
  int side = (int)mm_side(size);
  uint8_t *file = NULL;
  size_t written = WebPEncodeRGB(from, side, side, 3 * side, (float)codec->setting, &file);
  if (written > room) written = 0;
  if (written > 0) memcpy(to, file, written);
  WebPFree(file);
  return written;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  int side = (int)mm_side(room);
  return WebPDecodeRGBInto(from, size, to, room, 3 * side) ? room : 0;
}

static inline size_t room(size_t size) { return size + 1024; }

// At least a macroblock.
static inline size_t block(const struct mm_codec *codec, uint64_t bytes) {
  (void)codec;
  size_t side = mm_side(bytes);
  return side < 16 ? 0 : 3 * side * side;
}

// Off by at most 24 levels of 256 on average: 7 at small, 20 where a small picture is full of edges in
// colour.
static inline int alike(const struct mm_codec *codec, const void *decoded, const void *block, size_t size) {
  (void)codec;
  const uint8_t *one = decoded, *other = block;
  size_t sum = 0;
  for (size_t i = 0; i < size; i++) sum += (size_t)abs(one[i] - other[i]);
  return sum <= 24 * size;
}

// A square of the upper left quarter of a WebP file's sides, which is decoded once.
static inline void window(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  static WebPDecoderConfig config;
  if (!config.output.u.RGBA.rgba) {
    const uint8_t *bytes = (const uint8_t *)file;
    if (!WebPInitDecoderConfig(&config) ||
        WebPGetFeatures(bytes, (size_t)(end - file), &config.input) != VP8_STATUS_OK)
      abort();
    config.output.colorspace = MODE_RGB;
    config.options.use_cropping = 1;
    config.options.crop_width = config.input.width / 4;
    config.options.crop_height = config.input.height / 4;
    if (WebPDecode(bytes, (size_t)(end - file), &config) != VP8_STATUS_OK) abort();
  }
  mm_window((uint8_t *)block, mm_side(size), config.output.u.RGBA.rgba, (uint32_t)config.output.width,
            (uint32_t)config.output.height, seed);
}

#define CALLS                                                                                      \
  .encode = encode, .decode = decode, .room = room, .block = block, .alike = alike, .setting = 75, \
  .unit_size = 3
