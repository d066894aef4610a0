// SPDX-License-Identifier: Apache-2.0
#include "signals.h"

#include <math.h>
#include <stdlib.h>

#include "expect.h"

enum { SAMPLES = 1 << 19, ROWS = 4096, POINTS = 4096, CLUSTERS = 16, DIMENSIONS = 16 };

static int16_t sound[SAMPLES], music[2 * SAMPLES];
static uint32_t starts[ROWS + 1], columns[7 * ROWS];
static float points[POINTS * DIMENSIONS], centres[CLUSTERS * DIMENSIONS];
static double doubles[SAMPLES];
static float floats[SAMPLES];

// Mean square of the DFT of a Hann window of 512 samples between two frequencies in Hz, over all windows.
static double band(double low, double high) {
  double power = 0;
  for (int k = (int)(low * 512 / 48000); k < (int)(high * 512 / 48000); k++) {
    double cosine[512], sine[512];
    for (int i = 0; i < 512; i++) {
      double window = 0.5 - 0.5 * cos(2 * M_PI * i / 512);
      cosine[i] = window * cos(2 * M_PI * i * k / 512);
      sine[i] = window * sin(2 * M_PI * i * k / 512);
    }
    for (int start = 0; start < SAMPLES; start += 2048) {
      double re = 0, im = 0;
      for (int i = 0; i < 512; i++) {
        re += cosine[i] * sound[start + i];
        im += sine[i] * sound[start + i];
      }
      power += re * re + im * im;
    }
  }
  return power;
}

static void test_sound(uint64_t seed) {
  struct mm_sound state = mm_sound(seed);
  double square = 0, product = 0, peak = 0, silent = 0;
  for (int i = 0; i < SAMPLES; i++) {
    sound[i] = mm_sample(&state);
    double value = sound[i], before = i > 0 ? sound[i - 1] : 0;
    square += value * value;
    product += value * before;
    peak = fmax(peak, fabs(value));
    silent += fabs(value) <= 3;
  }
  // Recorded speech: -26 to -20 dB of full scale, peaks 12 to 20 dB above, a fifth of pauses, most power
  // below 1.5 kHz, and the more the higher is missing.
  double level = 20 * log10(sqrt(square / SAMPLES) / 32768);
  double middle = band(1500, 6000);
  expect_within("sound: level, dB of full scale", level, -26.5, -21.5);
  expect_within("sound: peak", peak, 16000, 21000);
  expect_within("sound: peak over level, dB", 20 * log10(peak / 32768) - level, 16.5, 21);
  expect_within("sound: share of silence", silent / SAMPLES, 0.1, 0.32);
  expect_within("sound: correlation of neighbours", product / square, 0.95, 0.985);
  expect_within("sound: 90-1500 over 1500-6000 Hz, dB", 10 * log10(band(90, 1500) / middle), 10, 14);
  expect_within("sound: 1500-6000 over 6000-24000 Hz, dB", 10 * log10(middle / band(6000, 24000)), 3, 9);
}

static void test_music(uint64_t seed) {
  struct mm_music state = mm_music(seed);
  double square = 0, sides = 0, neighbours = 0, peak = 0, silent = 0;
  for (int i = 0; i < SAMPLES; i++) {
    int16_t *frame = music + 2 * i;
    mm_frame(&state, frame);
    square += frame[0] * (double)frame[0] + frame[1] * (double)frame[1];
    sides += 2 * frame[0] * (double)frame[1];
    if (i > 0) neighbours += frame[0] * (double)frame[-2] + frame[1] * (double)frame[-1];
    peak = fmax(peak, fmax(abs(frame[0]), abs(frame[1])));
    silent += abs(frame[0]) <= 3;
  }
  // Recorded music: -20 to -12 dB of full scale, hardly any pause, and channels that are alike but not the
  // same.
  double level = 20 * log10(sqrt(square / (2 * SAMPLES)) / 32768);
  expect_within("music: level, dB of full scale", level, -20, -17.5);
  expect_within("music: peak", peak, 14500, 19000);
  expect_within("music: share of silence", silent / SAMPLES, 0, 0.002);
  expect_within("music: correlation of the channels", sides / square, 0.55, 0.75);
  expect_within("music: correlation of neighbours", neighbours / square, 0.99, 0.998);
}

static void test_mesh(uint64_t seed) {
  double near = 0, line = 0, diagonal = 0, disorder = 0, same = 0;
  mm_mesh(starts, columns, ROWS, seed);
  for (uint32_t row = 0; row < ROWS; row++) {
    same += row > 0 && starts[row + 1] - starts[row] == starts[row] - starts[row - 1];
    for (uint32_t at = starts[row]; at < starts[row + 1]; at++) {
      int distance = abs((int)columns[at] - (int)row);
      diagonal += distance == 0;
      near += distance >= 1 && distance <= 3;
      line += distance >= 62 && distance <= 66;
      disorder += columns[at] >= ROWS || (at > starts[row] && columns[at - 1] >= columns[at]);
    }
  }
  expect_within("mesh: entries", starts[ROWS], 7 * ROWS, 7 * ROWS);
  expect_within("mesh: entries out of order", disorder, 0, 0);
  expect_within("mesh: diagonal entries", diagonal, ROWS, ROWS);
  expect_within("mesh: neighbours a row", near / ROWS, 2.7, 2.85);
  expect_within("mesh: entries a line away a row", line / ROWS, 2.65, 2.85);
  expect_within("mesh: share of rows as long as the last", same / ROWS, 0.12, 0.16);
}

static void test_features(uint64_t seed) {
  double first = 0, last = 0, close = 0, limits = 0, fractions = 0;
  mm_centres(centres, CLUSTERS * DIMENSIONS, seed + 1);
  mm_features(points, POINTS, centres, CLUSTERS, DIMENSIONS, seed);
  for (int i = 0; i < POINTS; i++) {
    double best = HUGE_VAL, second = HUGE_VAL;
    int nearest = 0;
    for (int c = 0; c < CLUSTERS; c++) {
      double distance = 0;
      for (int d = 0; d < DIMENSIONS; d++)
        distance += pow(points[i * DIMENSIONS + d] - centres[c * DIMENSIONS + d], 2);
      second = fmin(second, fmax(best, distance));
      if (distance < best) nearest = c;
      best = fmin(best, distance);
    }
    first += nearest < CLUSTERS / 4;
    last += nearest >= CLUSTERS * 3 / 4;
    close += second < 2 * best;
  }
  for (int i = 0; i < POINTS * DIMENSIONS; i++) {
    limits += points[i] == 0 || points[i] == 255;
    fractions += points[i] != floorf(points[i]) || points[i] < 0 || points[i] > 255;
  }
  expect_within("features: not a whole number from 0 to 255", fractions, 0, 0);
  expect_within("features: share at a limit", limits / (POINTS * DIMENSIONS), 0.003, 0.03);
  expect_within("features: share of the first quarter of clusters", first / POINTS, 0.39, 0.48);
  expect_within("features: share of the last quarter", last / POINTS, 0.045, 0.1);
  expect_within("features: share between two clusters", close / POINTS, 0.55, 0.85);
}

static void test_positive(uint64_t seed) {
  double sum = 0, square = 0, least = 2, most = 0, sum_of_floats = 0;
  mm_positive_doubles(doubles, SAMPLES, seed);
  mm_positive_floats(floats, SAMPLES, seed + 1);
  for (int i = 0; i < SAMPLES; i++) {
    sum += doubles[i];
    square += doubles[i] * doubles[i];
    sum_of_floats += floats[i];
    least = fmin(least, fmin(doubles[i], floats[i]));
    most = fmax(most, fmax(doubles[i], floats[i]));
  }
  expect_within("numbers: mean of doubles", sum / SAMPLES, 0.996, 1.004);
  expect_within("numbers: mean of floats", sum_of_floats / SAMPLES, 0.996, 1.004);
  expect_within("numbers: mean square", square / SAMPLES, 1.32, 1.345);
  expect_within("numbers: smallest", least, 0, 1e-4);
  expect_within("numbers: largest", most, 1.9999, 0x1.fffffffffffffp0);
}

void test(void) {
  for (uint64_t seed = 0; seed < 4; seed++) {
    test_sound(seed);
    test_music(seed);
    test_mesh(seed);
    test_features(seed);
    test_positive(seed);
  }
  expect_digest("sound", sound, sizeof sound, 0x90913a5439d08883);
  expect_digest("music", music, sizeof music, 0x9cdff8e93961b48c);
  expect_digest("mesh", columns, sizeof columns, 0xab33baef3f559954);
  expect_digest("features", points, sizeof points, 0xab567277f769903a);
  expect_digest("doubles", doubles, sizeof doubles, 0xb7f9b5d8e105c0e5);
  expect_digest("floats", floats, sizeof floats, 0x744752f9f04e3b45);
}
