// SPDX-License-Identifier: Apache-2.0
// Inverse cosine transform of the columns of 8x8 blocks in place, as C code in decoders of JPEG and MPEG.
// Eight coefficients of 16 bits fill a vector of v2: v3 saves copies with GCC. Clang multiplies and adds
// pairs (PMADDWD), eight columns at a time in v3 instead of four.
#include "marchmark.h"
#include "pictures.h"

enum { BLOCKS };

// 2^14 sqrt(2) cos(k pi/16)
enum { W1 = 22725, W2 = 21407, W3 = 19266, W4 = 16384, W5 = 12873, W6 = 8867, W7 = 4520, SHIFT = 11 };

// Unsigned, so that a broken stream's sums wrap: signed ones must not overflow.
static void idct_columns(int16_t *block) {
  for (int i = 0; i < 8; i++, block++) {
    uint32_t x0 = (uint32_t)block[0], x1 = (uint32_t)block[8], x2 = (uint32_t)block[16];
    uint32_t x3 = (uint32_t)block[24], x4 = (uint32_t)block[32], x5 = (uint32_t)block[40];
    uint32_t x6 = (uint32_t)block[48], x7 = (uint32_t)block[56];
    uint32_t sum = W4 * (x0 + x4) + (1 << (SHIFT - 1)), difference = W4 * (x0 - x4) + (1 << (SHIFT - 1));
    uint32_t a0 = sum + W2 * x2 + W6 * x6, a3 = sum - W2 * x2 - W6 * x6;
    uint32_t a1 = difference + W6 * x2 - W2 * x6, a2 = difference - W6 * x2 + W2 * x6;
    uint32_t b0 = W1 * x1 + W3 * x3 + W5 * x5 + W7 * x7, b1 = W3 * x1 - W7 * x3 - W1 * x5 - W5 * x7;
    uint32_t b2 = W5 * x1 - W1 * x3 + W7 * x5 + W3 * x7, b3 = W7 * x1 - W5 * x3 + W3 * x5 - W1 * x7;
    block[0] = (int16_t)((int32_t)(a0 + b0) >> SHIFT);
    block[8] = (int16_t)((int32_t)(a1 + b1) >> SHIFT);
    block[16] = (int16_t)((int32_t)(a2 + b2) >> SHIFT);
    block[24] = (int16_t)((int32_t)(a3 + b3) >> SHIFT);
    block[32] = (int16_t)((int32_t)(a3 - b3) >> SHIFT);
    block[40] = (int16_t)((int32_t)(a2 - b2) >> SHIFT);
    block[48] = (int16_t)((int32_t)(a1 - b1) >> SHIFT);
    block[56] = (int16_t)((int32_t)(a0 - b0) >> SHIFT);
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  int16_t *blocks = mm_at(data, BLOCKS, step);
  for (size_t i = 0; i < data->n; i++) idct_columns(blocks + 64 * i);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (64 * sizeof(int16_t));
  if (n == 0) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[BLOCKS] = {n * 64 * sizeof(int16_t), MM_UPDATED, MM_BYTES, 0}}};
  return 1;
}

// The k-th basis function of eight points at point x, orthonormal but for a factor of 2^15 sqrt(2).
static int32_t basis(int k, int x) {
  static const int32_t w[] = {0, W1, W2, W3, W4, W5, W6, W7};
  int angle = (2 * x + 1) * k % 32;  // in units of pi/16
  if (k == 0) return W4;
  if (angle > 16) angle = 32 - angle;
  return angle < 8 ? w[angle] : angle == 8 ? 0 : -w[16 - angle];
}

// Blocks of a picture, transformed, quantised by the luminance table of JPEG (annex K) and multiplied again.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const uint8_t quantum[64] = {16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                                      14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                                      18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                                      49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
  int16_t *blocks = mm_at(data, BLOCKS, 0);
  uint8_t *luma = malloc(64 * data->n);
  if (!luma) abort();
  mm_luma(luma, 8, 8 * (uint32_t)data->n, seed);
  for (size_t at = 0; at < 64 * data->n; at++) {
    int64_t sum = 0;
    for (int y = 0; y < 8; y++)
      for (int x = 0; x < 8; x++)
        sum += (luma[at / 64 * 64 + 8 * y + x] - 128) * (int64_t)basis(at % 64 / 8, y) * basis(at % 8, x);
    blocks[at] = (int16_t)(sum / (INT64_C(1) << 31) / quantum[at % 64] * quantum[at % 64]);
  }
  free(luma);
}

// A matrix product, column by column.
static void reference(const struct mm_data *data, uint64_t step) {
  int16_t *blocks = mm_at(data, BLOCKS, step);
  for (size_t column = 0; column < 8 * data->n; column++) {
    int16_t *first = blocks + column / 8 * 64 + column % 8, in[8];
    for (int k = 0; k < 8; k++) in[k] = first[8 * k];
    for (int x = 0; x < 8; x++) {
      int64_t sum = 1 << (SHIFT - 1);
      for (int k = 0; k < 8; k++) sum += (int64_t)in[k] * basis(k, x);
      first[8 * x] = (int16_t)((int32_t)(uint32_t)sum >> SHIFT);
    }
  }
}

MM_WORKLOAD(.summary = "inverse cosine transform of the columns of 8x8 blocks", .unit = "block",
            .shape = shape, .fill = fill, .reference = reference);
