// SPDX-License-Identifier: Apache-2.0
//
// Pictures as image and video code gets them: photographs by mm_picture(), as planes of luma or packed RGB,
// and screens. For fill() only, but for mm_side().
#ifndef MARCHMARK_PICTURES_H
#define MARCHMARK_PICTURES_H

#include <stdlib.h>

#include "inputs.h"

// The side of the largest square of packed RGB, three bytes a pixel, in so many bytes.
static inline uint32_t mm_side(uint64_t bytes) {
  uint64_t side = 0;
  while (3 * (side + 1) * (side + 1) <= bytes) side++;
  return (uint32_t)side;
}

// Packed RGB, three bytes a pixel, as decoders of JPEG give it.
static inline void mm_rgb(uint8_t *rgb, uint32_t width, uint32_t height, uint64_t seed) {
  size_t pixels = (size_t)width * height;
  uint8_t *rgba = malloc(4 * pixels);
  if (!rgba) abort();
  mm_picture(rgba, width, height, seed);
  for (size_t i = 0; i < 3 * pixels; i++) rgb[i] = rgba[i / 3 * 4 + i % 3];
  free(rgba);
}

// One byte a pixel, by the weights of ITU-R BT.601: the plane that video codecs work on most.
static inline void mm_luma(uint8_t *luma, uint32_t width, uint32_t height, uint64_t seed) {
  size_t pixels = (size_t)width * height;
  uint8_t *rgb = malloc(3 * pixels);
  if (!rgb) abort();
  mm_rgb(rgb, width, height, seed);
  for (size_t i = 0; i < pixels; i++)
    luma[i] = (uint8_t)((299 * rgb[3 * i] + 587 * rgb[3 * i + 1] + 114 * rgb[3 * i + 2]) / 1000);
  free(rgb);
}

// A part of a screen as packed RGB: four flat windows over each other, with dark frames, of text in two or
// three shades on light ground. Glyphs are 5 by 8 pixels in cells of 6 by 12, a quarter of them ink, of 64
// kinds; 1 cell in 5 is blank. Three quarters of the pixels equal their left neighbour, and there are few
// colours.
static inline void mm_screen(uint8_t *rgb, uint32_t width, uint32_t height, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  struct {
    uint32_t x, y;
    uint8_t ground[3], ink[3];
  } window[4];
  uint64_t text = mm_next(&random);
  for (int w = 0; w < 4; w++) {  // the later ones in front; each goes on to the right and down
    window[w].x = w == 0 ? 0 : mm_below(&random, width);
    window[w].y = w == 0 ? 0 : mm_below(&random, height);
    for (int c = 0; c < 3; c++) {
      window[w].ground[c] = (uint8_t)(255 - mm_below(&random, 32));
      window[w].ink[c] = (uint8_t)mm_below(&random, 96);
    }
  }
  for (uint32_t y = 0; y < height; y++) {
    for (uint32_t x = 0; x < width; x++, rgb += 3) {
      int w = 3;
      while (x < window[w].x || y < window[w].y) w--;
      uint32_t in_x = x - window[w].x, in_y = y - window[w].y, glyph_x = in_x % 6, glyph_y = in_y % 12;
      struct mm_random cell = mm_random(text + in_x / 6 + (uint64_t)(in_y / 12) * 4096);
      struct mm_random shape = mm_random(mm_below(&cell, 64));
      uint64_t ink = mm_next(&shape), shade = mm_next(&shape);
      int blank = mm_below(&cell, 5) == 0 || glyph_x == 5 || glyph_y >= 8, bit = (int)(glyph_y * 5 + glyph_x);
      int inked = !blank && (ink & shade) >> bit & 1,
          shaded = !blank && (ink & ~shade) >> bit & 1 && bit % 3 == 0;
      for (int c = 0; c < 3; c++) {
        uint32_t on = window[w].ground[c], under = window[w].ink[c];
        rgb[c] = (uint8_t)(in_x == 0 || in_y == 0 ? 64 : inked ? under : shaded ? (on + under) / 2 : on);
      }
    }
  }
}

// Squares of packed RGB.
// A square of packed RGB out of a picture, from a place on that the seed decides; a picture that is smaller
// is repeated.
static inline void mm_window(uint8_t *rgb, uint32_t side, const uint8_t *picture, uint32_t width,
                             uint32_t height, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t left = width > side ? mm_below(&random, width - side + 1) : 0;
  uint32_t top = height > side ? mm_below(&random, height - side + 1) : 0;
  for (uint32_t y = 0; y < side; y++)
    for (uint32_t x = 0; x < side; x++, rgb += 3)
      memcpy(rgb, picture + 3 * ((size_t)((top + y) % height) * width + (left + x) % width), 3);
}

static inline void mm_photo_block(char *block, size_t size, uint64_t seed) {
  mm_rgb((uint8_t *)block, mm_side(size), mm_side(size), seed);
}

static inline void mm_screen_block(char *block, size_t size, uint64_t seed) {
  mm_screen((uint8_t *)block, mm_side(size), mm_side(size), seed);
}

#endif
