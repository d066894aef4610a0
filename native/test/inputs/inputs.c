// SPDX-License-Identifier: Apache-2.0
#include "inputs.h"

#include "expect.h"

static char text[1 << 18];
static uint8_t picture[256 * 256 * 4];

static void test_text(uint64_t seed) {
  size_t words = 0, the = 0, lines = 0, blank_lines = 0, sentences = 0, longest = 0, column = 0;
  mm_text(text, sizeof text, seed);
  for (size_t i = 0; i < sizeof text - 4; i++) {
    words += text[i] == ' ' || text[i] == '\n';
    the += memcmp(text + i, " the ", 5) == 0;
    sentences += text[i] == '.';
    lines += text[i] == '\n';
    blank_lines += memcmp(text + i, "\n\n", 2) == 0;
    column = text[i] == '\n' ? 0 : column + 1;
    longest = column > longest ? column : longest;
  }
  // English prose has 4.1 to 4.6 bits a byte and 5 to 6 bytes a word with its blank. "the" between blanks is
  // more than the real twentieth, as the ranks have seven octaves only.
  expect_within("text: bits a byte", entropy(text, sizeof text), 4.1, 4.6);
  expect_within("text: share of 'the'", (double)the / (double)words, 0.085, 0.105);
  expect_within("text: bytes a word", (double)sizeof text / (double)words, 4.5, 8);
  expect_within("text: words a sentence", (double)words / (double)sentences, 13, 16);
  expect_within("text: bytes a line", (double)sizeof text / (double)lines, 55, 80);
  expect_within("text: longest line", (double)longest, 80, 100);
  expect_within("text: sentences a paragraph", (double)sentences / (double)blank_lines, 4, 9);
}

static void test_picture(uint64_t seed) {
  size_t pixels = sizeof picture / 4, smooth = 0, edges = 0, clear = 0, opaque = 0;
  mm_picture(picture, 256, 256, seed);
  for (size_t i = 0; i + 1 < pixels; i++) {
    int step = picture[4 * i] - picture[4 * i + 4];
    smooth += step >= -6 && step <= 6;
    edges += step < -20 || step > 20;
    clear += picture[4 * i + 3] == 0;
    opaque += picture[4 * i + 3] == 255;
  }
  // Neighbours in a photograph differ little, but for edges; noise keeps the entropy up.
  expect_within("picture: share of smooth steps", (double)smooth / (double)pixels, 0.9, 0.999);
  expect_within("picture: share of edges", (double)edges / (double)pixels, 0.001, 0.05);
  expect_within("picture: bits a byte", entropy(picture, sizeof picture), 5, 7.8);
  expect_within("picture: share of clear", (double)clear / (double)pixels, 0.2, 0.95);
  expect_within("picture: share of opaque", (double)opaque / (double)pixels, 0.02, 0.8);
}

void test(void) {
  for (uint64_t seed = 0; seed < 8; seed++) {
    test_text(seed);
    test_picture(seed);
  }
  expect_digest("text", text, sizeof text, 0x809b813ce4384e6e);
  expect_digest("picture", picture, sizeof picture, 0x19068abee314b0df);
}
