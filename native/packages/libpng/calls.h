// SPDX-License-Identifier: Apache-2.0
//
// PNG files of square pictures of packed RGB, by the simplified interface.
#include <png.h>

#include "codec.h"
#include "files.h"
#include "pictures.h"

static inline png_image image_of(size_t size) {
  return (png_image){.version = PNG_IMAGE_VERSION,
                     .format = PNG_FORMAT_RGB,
                     .width = mm_side(size),
                     .height = mm_side(size)};
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  png_image image = image_of(size);
  png_alloc_size_t written = room;
  return png_image_write_to_memory(&image, to, &written, 0, from, 0, NULL) ? written : 0;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&image, from, size)) return 0;
  image.format = PNG_FORMAT_RGB;
  if (PNG_IMAGE_SIZE(image) <= room && png_image_finish_read(&image, NULL, to, 0, NULL))
    return PNG_IMAGE_SIZE(image);
  png_image_free(&image);
  return 0;
}

static inline size_t room(size_t size) {
  png_image image = image_of(size);
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

static inline size_t block(const struct mm_codec *codec, uint64_t bytes) {
  (void)codec;
  return (size_t)3 * mm_side(bytes) * mm_side(bytes);
}

// A square of a PNG file, which is read once; what shines through is white.
static inline void window(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  static png_image image;
  static uint8_t *pixels;
  if (!pixels) {
    image = (png_image){.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, file, (size_t)(end - file))) abort();
    image.format = PNG_FORMAT_RGB;
    pixels = malloc(PNG_IMAGE_SIZE(image));
    if (!pixels || !png_image_finish_read(&image, &(png_color){255, 255, 255}, pixels, 0, NULL)) abort();
  }
  mm_window((uint8_t *)block, mm_side(size), pixels, image.width, image.height, seed);
}

#define CALLS .encode = encode, .decode = decode, .room = room, .block = block, .unit_size = 3
