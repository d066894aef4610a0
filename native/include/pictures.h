// SPDX-License-Identifier: Apache-2.0
//
// What video and image code takes from mm_picture(): planes of luma and packed RGB. For fill() only.
#ifndef MARCHMARK_PICTURES_H
#define MARCHMARK_PICTURES_H

#include <stdlib.h>

#include "inputs.h"

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

#endif
