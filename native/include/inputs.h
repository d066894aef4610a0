// SPDX-License-Identifier: Apache-2.0
//
// Inputs for workloads: deterministic from a seed, the same bytes on every host, with the statistics of
// the real thing. For fill() only; nothing here is ever timed.
#ifndef MARCHMARK_INPUTS_H
#define MARCHMARK_INPUTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct mm_random {
  uint64_t state;
};

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
static inline uint64_t mm_next(struct mm_random *random) {
  uint64_t z = random->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// Two seeds that differ at all give unrelated sequences.
static inline struct mm_random mm_random(uint64_t seed) {
  struct mm_random random = {seed};
  random.state = mm_next(&random);
  return random;
}

// Uniform in [0, bound), for a bound below 2^32.
static inline uint32_t mm_below(struct mm_random *random, uint32_t bound) {
  return (uint32_t)(((mm_next(random) >> 32) * bound) >> 32);
}

// Uniform in [-1, 1), a multiple of 2^-52: exact, so the same whatever the compiler does.
static inline double mm_signed_unit(struct mm_random *random) {
  return (double)((int64_t)mm_next(random) >> 11) * 0x1p-52;
}

// How many instances of `bytes` each it takes to hold `total` bytes: a power of two, at least 1.
static inline uint64_t mm_instances(uint64_t bytes, uint64_t total) {
  uint64_t instances = 1;
  while (instances * bytes < total) instances *= 2;
  return instances;
}

// English-like prose: 127 words whose frequency falls as 1/rank (Zipf), sentences of about 14 words with
// commas, a number now and then, lines of 60 to 80 characters, a blank line between paragraphs.
static inline void mm_text(char *text, size_t length, uint64_t seed) {
  static const char words[] =
      "the\0of\0and\0to\0in\0is\0that\0for\0it\0as\0was\0with\0be\0by\0on\0not\0he\0this\0are\0or\0his\0"
      "from\0at\0which\0but\0have\0an\0had\0they\0you\0were\0there\0one\0all\0we\0can\0her\0has\0their\0"
      "been\0if\0more\0when\0will\0would\0who\0so\0no\0system\0time\0file\0new\0people\0may\0first\0into\0"
      "only\0other\0some\0these\0two\0then\0number\0level\0after\0also\0through\0between\0under\0state\0"
      "work\0program\0process\0memory\0while\0because\0world\0where\0those\0market\0within\0another\0"
      "against\0country\0service\0company\0general\0version\0history\0problem\0support\0release\0"
      "standard\0question\0although\0research\0building\0software\0interest\0compiler\0following\0"
      "available\0different\0important\0something\0community\0processor\0government\0management\0"
      "throughout\0instruction\0development\0information\0performance\0measurement\0performance's\0"
      "distribution\0organisation\0architecture\0relationship\0particularly\0international\0"
      "responsibility\0implementation\0administration\0representative\0";
  struct mm_random random = mm_random(seed);
  size_t at = 0, column = 0, rest_of_sentence = 0;
  uint32_t width = 72;
  while (at < length) {
    char token[40];
    size_t size = 0;
    int starts = rest_of_sentence == 0;
    if (starts) rest_of_sentence = 6 + mm_below(&random, 17);
    if (!starts && mm_below(&random, 40) == 0) {
      for (uint32_t digits = 1 + mm_below(&random, 5); digits > 0; digits--)
        token[size++] = (char)('0' + mm_below(&random, 10));
    } else {
      // Octave g of the ranks, 2^g to 2^(g+1)-1, gets the same share whatever g is.
      uint32_t octave = mm_below(&random, 7);
      uint32_t rank = (1u << octave) + mm_below(&random, 1u << octave);
      const char *word = words;
      while (--rank > 0) word += strlen(word) + 1;
      size = strlen(word);
      memcpy(token, word, size);
      if (starts) token[0] = (char)(token[0] - 'a' + 'A');
    }
    rest_of_sentence--;
    if (rest_of_sentence == 0)
      token[size++] = '.';
    else if (mm_below(&random, 11) == 0)
      token[size++] = ',';
    column += size + 1;
    if (rest_of_sentence == 0 && mm_below(&random, 6) == 0) {
      token[size++] = '\n';
      column = width;
    }
    if (column >= width) {
      token[size++] = '\n';
      column = 0;
      width = 60 + mm_below(&random, 21);
    } else {
      token[size++] = ' ';
    }
    size_t copied = size < length - at ? size : length - at;
    memcpy(text + at, token, copied);
    at += copied;
  }
}

// A photograph-like picture of 8-bit RGBA pixels: a smooth sky-to-ground gradient, a few round objects
// with sharp edges, and sensor noise of about 2 levels. Alpha is opaque, clear, or an edge's ramp.
static inline void mm_picture(uint8_t *rgba, uint32_t width, uint32_t height, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  struct {
    int32_t x, y, radius;
    uint8_t colour[3];
  } disc[8];
  for (int i = 0; i < 8; i++) {
    disc[i].x = (int32_t)mm_below(&random, width);
    disc[i].y = (int32_t)mm_below(&random, height);
    disc[i].radius = (int32_t)(1 + mm_below(&random, (width < height ? width : height) / 4 + 1));
    for (int c = 0; c < 3; c++) disc[i].colour[c] = (uint8_t)mm_below(&random, 256);
  }
  for (uint32_t y = 0; y < height; y++) {
    for (uint32_t x = 0; x < width; x++) {
      uint32_t down = 255 * y / height;
      int32_t value[4] = {(int32_t)(60 + down / 2), (int32_t)(110 + down / 4), (int32_t)(220 - down / 2), 0};
      for (int i = 0; i < 8; i++) {
        int64_t dx = (int32_t)x - disc[i].x, dy = (int32_t)y - disc[i].y;
        int64_t inside = (int64_t)disc[i].radius * disc[i].radius - dx * dx - dy * dy;
        if (inside < 0) continue;
        for (int c = 0; c < 3; c++) value[c] = disc[i].colour[c];
        int64_t ramp = inside * 128 / (disc[i].radius + 1);
        value[3] = ramp > 255 ? 255 : (int32_t)ramp;
      }
      uint64_t noise = mm_next(&random);
      for (int c = 0; c < 3; c++, noise >>= 8) {
        int32_t noisy = value[c] + (int32_t)(noise & 3) - (int32_t)(noise >> 2 & 3);
        value[c] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy;
      }
      for (int c = 0; c < 4; c++) *rgba++ = (uint8_t)value[c];
    }
  }
}

#endif
