// SPDX-License-Identifier: Apache-2.0
#include "pictures.h"

#include "expect.h"

enum { SIDE = 192 };

static uint8_t rgba[4 * SIDE * SIDE], rgb[3 * SIDE * SIDE], luma[SIDE * SIDE];
static uint8_t screen[3 * SIDE * SIDE];

static void test_screen(uint64_t seed) {
  size_t same = 0, bright = 0;
  mm_screen(screen, SIDE, SIDE, seed);
  for (size_t i = 0; i < SIDE * SIDE; i++) {
    same += i > 0 && memcmp(screen + 3 * i, screen + 3 * i - 3, 3) == 0;
    bright += screen[3 * i + 1] >= 224;
  }
  expect_within("screen: share of pixels as their left neighbour", (double)same / (SIDE * SIDE), 0.7, 0.8);
  expect_within("screen: share of the ground", (double)bright / (SIDE * SIDE), 0.79, 0.87);
  expect_within("screen: bits a byte", entropy(screen, sizeof screen), 2.2, 4.4);
}

static void test_sides(void) {
  expect_within("side of 2 bytes", mm_side(2), 0, 0);
  expect_within("side of 16 KiB", mm_side(16384), 73, 73);
  expect_within("side of 3 times 100 squared", mm_side(30000), 100, 100);
}

// Of a picture whose pixels say where they are.
static void test_window(uint32_t width, uint32_t height, uint64_t seed) {
  enum { WINDOW = 16 };
  static uint8_t picture[3 * 40 * 30], window[3 * WINDOW * WINDOW];
  size_t elsewhere = 0;
  for (uint32_t i = 0; i < width * height; i++) {
    picture[3 * i] = (uint8_t)(i % width);
    picture[3 * i + 1] = (uint8_t)(i / width);
    picture[3 * i + 2] = 7;
  }
  mm_window(window, WINDOW, picture, width, height, seed);
  for (uint32_t i = 0; i < WINDOW * WINDOW; i++)
    elsewhere += window[3 * i] != (window[0] + i % WINDOW) % width ||
                 window[3 * i + 1] != (window[1] + i / WINDOW) % height || window[3 * i + 2] != 7;
  expect_within("window: pixels that are not beside each other", (double)elsewhere, 0, 0);
  expect_within("window: left edge", window[0], 0, width > WINDOW ? width - WINDOW : 0);
  expect_within("window: top edge", window[1], 0, height > WINDOW ? height - WINDOW : 0);
}

static void test_pictures(uint64_t seed) {
  size_t other_colours = 0, outside = 0, smooth = 0;
  mm_picture(rgba, SIDE, SIDE, seed);
  mm_rgb(rgb, SIDE, SIDE, seed);
  mm_luma(luma, SIDE, SIDE, seed);
  for (size_t i = 0; i < SIDE * SIDE; i++) {
    uint8_t least = 255, most = 0;
    for (size_t c = 0; c < 3; c++) {
      other_colours += rgb[3 * i + c] != rgba[4 * i + c];
      least = rgb[3 * i + c] < least ? rgb[3 * i + c] : least;
      most = rgb[3 * i + c] > most ? rgb[3 * i + c] : most;
    }
    outside += luma[i] < least || luma[i] > most;
    smooth += i > 0 && luma[i] - luma[i - 1] <= 4 && luma[i - 1] - luma[i] <= 4;
  }
  expect_within("rgb: channels that are not the picture's", (double)other_colours, 0, 0);
  expect_within("luma: pixels beyond their colours", (double)outside, 0, 0);
  expect_within("luma: share of smooth steps", (double)smooth / (SIDE * SIDE), 0.9, 0.999);
  expect_within("luma: bits a pixel", entropy(luma, sizeof luma), 4.5, 7.5);
}

void test(void) {
  for (uint64_t seed = 0; seed < 8; seed++) {
    test_pictures(seed);
    test_screen(seed);
    test_window(40, 30, seed);
    test_window(16, 5, seed);
    test_window(3, 20, seed);
  }
  test_sides();
  expect_digest("luma", luma, sizeof luma, 0x82faa6432a91736b);
  expect_digest("screen", screen, sizeof screen, 0xf742288587d55cd4);
}
