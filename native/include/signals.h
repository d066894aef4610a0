// SPDX-License-Identifier: Apache-2.0
//
// Numeric inputs for workloads: sound, sparse matrices, points, plain numbers. As inputs.h: deterministic
// from a seed, the same bytes on every host, for fill() only.
#ifndef MARCHMARK_SIGNALS_H
#define MARCHMARK_SIGNALS_H

#include "inputs.h"

// Uniform in [0, 2): sums of them do not cancel, so rounding errors stay small beside results.
static inline void mm_positive_doubles(double *values, size_t n, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t i = 0; i < n; i++) values[i] = 1 + mm_signed_unit(&random);
}

static inline void mm_positive_floats(float *values, size_t n, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t i = 0; i < n; i++) values[i] = (float)(mm_next(&random) >> 40) * 0x1p-23f;
}

// Speech-like sound, mono at 48 kHz, sample by sample: stretches of 20 to 200 ms, of which three fifths are
// voiced (80 to 335 Hz gliding, 16 partials that fall by 6 dB an octave), a fifth is a hiss and a fifth a
// pause. Levels spread over 12 dB; nothing clips. Room noise of 2 levels throughout, so that no filter
// decays to subnormal numbers.
struct mm_sound {
  struct mm_random random;
  uint32_t left, length, phase, step, gain;
  int32_t glide, last;
  enum { MM_VOICED, MM_HISS, MM_PAUSE } kind;
};

static inline struct mm_sound mm_sound(uint64_t seed) { return (struct mm_sound){.random = mm_random(seed)}; }

// A parabola for each half of the period: off a sine by 6 % at most, and integer.
static inline int32_t mm_wave(uint32_t phase) {
  int32_t p = (int32_t)phase >> 16;
  return p * (32768 - (p < 0 ? -p : p)) / 8192;
}

static inline int16_t mm_sample(struct mm_sound *sound) {
  struct mm_random *random = &sound->random;
  if (sound->left == 0) {
    uint32_t kind = mm_below(random, 5);
    sound->kind = kind < 3 ? MM_VOICED : kind == 3 ? MM_HISS : MM_PAUSE;
    sound->left = sound->length = 960 + mm_below(random, 8640);
    sound->gain = (40 + mm_below(random, 40)) >> mm_below(random, 3);
    sound->step = (80 + mm_below(random, 256)) * 89478;  // 2^32 / 48000
    sound->glide = (int32_t)mm_below(random, 801) - 400;
  }
  // Rises over the first eighth and falls over the rest: 0 to 256.
  uint32_t done = sound->length - sound->left--, rise = sound->length / 8;
  int32_t envelope = (int32_t)(done < rise ? 256 * done / rise : 256 * sound->left / (sound->length - rise));
  uint64_t noise = mm_next(random);
  int32_t value = 0;
  if (sound->kind == MM_VOICED) {
    sound->phase += sound->step;
    sound->step += (uint32_t)sound->glide;
    for (int32_t partial = 1; partial <= 16; partial++)
      value += mm_wave((uint32_t)partial * sound->phase) / partial;
  } else if (sound->kind == MM_HISS) {  // the difference of neighbours, as hisses have the treble
    int32_t white = (int32_t)(noise >> 50) - 8192;
    value = white - sound->last;
    sound->last = white;
  }
  value = (int32_t)((int64_t)value * sound->gain * envelope / 65536);
  return (int16_t)(value + (int32_t)(noise & 3) - (int32_t)(noise >> 2 & 3));
}

// Music-like sound, stereo at 48 kHz, a frame of two samples after the other: every quarter of a second a
// chord of four notes of a pentatonic scale, 110 to 880 Hz, 8 partials each, placed between left and right,
// with a burst of hiss in the middle; all decay until the next. It starts anywhere in a chord. Nothing clips.
struct mm_music {
  struct mm_random random;
  uint32_t left;  // frames of the chord
  int32_t hiss;
  struct {
    uint32_t phase, step;
    int32_t gain;
  } note[4];
};

static inline void mm_chord(struct mm_music *music) {
  static const uint16_t hertz[16] = {110, 131, 147, 165, 196, 220, 262, 294,
                                     330, 392, 440, 523, 587, 659, 784, 880};
  for (int i = 0; i < 4; i++) {
    music->note[i].step = hertz[mm_below(&music->random, 16)] * 89478;  // 2^32 / 48000
    music->note[i].gain = 36 + (int32_t)mm_below(&music->random, 36);
  }
}

static inline struct mm_music mm_music(uint64_t seed) {
  struct mm_music music = {.random = mm_random(seed)};
  mm_chord(&music);
  music.left = 1 + mm_below(&music.random, 12000);
  return music;
}

static inline void mm_frame(struct mm_music *music, int16_t frame[2]) {
  if (music->left == 0) {
    mm_chord(music);
    music->left = 12000;
  }
  int32_t envelope = (int32_t)(64 + 192 * music->left-- / 12000), side[2] = {0, 0};
  for (int i = 0; i < 4; i++) {
    int32_t value = 0;
    music->note[i].phase += music->note[i].step;
    for (int32_t partial = 1; partial <= 8; partial++)
      value += mm_wave((uint32_t)partial * music->note[i].phase) / (partial * partial);
    value = (int32_t)((int64_t)value * music->note[i].gain * envelope / 65536);
    side[0] += value * (4 - i) / 5;
    side[1] += value * (1 + i) / 5;
  }
  uint64_t noise = mm_next(&music->random);
  int32_t white = (int32_t)(noise >> 50) - 8192,
          burst = music->left > 10000 ? (int32_t)music->left - 10000 : 0;
  for (int c = 0; c < 2; c++, noise >>= 4)
    frame[c] = (int16_t)(side[c] + (white - music->hiss) / 16 * burst / 2000 + (int32_t)(noise & 3) -
                         (int32_t)(noise >> 2 & 3));
  music->hiss = white;
}

// The structure of a mesh's matrix in compressed rows, n at least 64 and a multiple of 16: 3 to 11 entries a
// row, 7 on average, whatever the seed. The diagonal, and for the others: half nearby, most of the rest a
// mesh line away, 1 in 16 anywhere, as after a renumbering. Columns ascend within a row.
static inline void mm_mesh(uint32_t *starts, uint32_t *columns, uint32_t n, uint64_t seed) {
  static const uint8_t usual[16] = {3, 4, 5, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 10, 11};
  struct mm_random random = mm_random(seed);
  uint32_t line = 8;
  while ((line + 1) * (line + 1) <= n) line++;
  for (uint32_t row = 0; row < n; row++) {  // shuffled, not drawn, so that the total is known
    uint32_t other = mm_below(&random, row + 1);
    starts[row + 1] = starts[other + 1];
    starts[other + 1] = usual[row % 16];
  }
  starts[0] = 0;
  for (uint32_t row = 0; row < n; row++) {
    uint32_t entries = starts[row + 1], *first = columns + starts[row];
    first[0] = row;
    for (uint32_t held = 1; held < entries;) {
      uint32_t kind = mm_below(&random, 16), side = mm_below(&random, 2);
      uint32_t distance = kind < 8 ? 1 + mm_below(&random, 3) : line - 2 + mm_below(&random, 5);
      uint32_t column = kind == 15 ? mm_below(&random, n) : side ? row + distance : row - distance;
      uint32_t at = held;
      while (at > 0 && first[at - 1] > column) at--;
      if (column >= n || (at > 0 && first[at - 1] == column)) continue;
      memmove(first + at + 1, first + at, (held - at) * sizeof *first);
      first[at] = column;
      held++;
    }
    starts[row + 1] = starts[row] + entries;
  }
}

// Centres of clusters of feature vectors, and points around them: whole numbers from 0 to 255, as features of
// images are. Each cluster gets fewer points than the one before. A point is off its centre by up to 96 in
// each feature, triangular, so that clusters overlap.
static inline void mm_centres(float *centres, size_t n, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t i = 0; i < n; i++) centres[i] = (float)(64 + mm_below(&random, 128));
}

static inline void mm_features(float *points, size_t n, const float *centres, uint32_t clusters,
                               uint32_t dimensions, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t i = 0; i < n; i++) {
    uint32_t cluster = mm_below(&random, clusters), other = mm_below(&random, clusters);
    if (other < cluster) cluster = other;
    for (uint32_t d = 0; d < dimensions; d++) {
      int32_t value = (int32_t)centres[cluster * dimensions + d] + (int32_t)mm_below(&random, 97) -
                      (int32_t)mm_below(&random, 97);
      points[i * dimensions + d] = (float)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
  }
}

#endif
