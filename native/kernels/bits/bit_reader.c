// SPDX-License-Identifier: Apache-2.0
// Reads fields of 1 to 13 bits from a stream, lowest bit first, as inflate and zstd do.
// Shifts by a width from memory: v2 shifts by CL only; v3 has SHLX and SHRX, and BZHI instead of a mask.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { STREAM, WIDTHS, VALUES };

// Nothing branches on data: each field refills, which fetches no more than the whole bytes that fit.
static void read_fields(uint32_t *values, const uint8_t *stream, const uint8_t *widths, size_t n) {
  uint64_t held = 0;   // the next bit is the lowest
  uint32_t count = 0;  // of them that are accounted for; bits above may already be there
  for (size_t i = 0; i < n; i++) {
    uint64_t next;
    memcpy(&next, stream, sizeof next);
    held |= next << count;
    stream += (63 - count) >> 3;
    count |= 56;
    uint32_t width = widths[i];
    values[i] = (uint32_t)held & ((UINT32_C(1) << width) - 1);
    held >>= width;
    count -= width;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  read_fields(mm_at(data, VALUES, step), mm_at(data, STREAM, step), mm_at(data, WIDTHS, step), data->n);
}

MM_CODE(.run = run);

// Literals and matches take 4 to 9 bits mostly, the odd length or distance more: 96 bits in 16 fields.
static const uint8_t usual[16] = {1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 9, 11, 13};

// The stream ends with what the last refills fetch and nobody takes.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes * 4 / 23;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[STREAM] = {n / 16 * 12 + 12 + 16, MM_INPUT, MM_BYTES, 0},
                                        [WIDTHS] = {n, MM_INPUT, MM_BYTES, 0},
                                        [VALUES] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Shuffled, not drawn, so that the bits add up to the stream's size whatever the seed.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *stream = mm_at(data, STREAM, i), *widths = mm_at(data, WIDTHS, i);
    for (uint64_t k = 0; k < data->n / 16 * 12 + 12 + 16; k++) stream[k] = (uint8_t)mm_next(&random);
    for (uint64_t k = 0; k < data->n; k++) {
      uint64_t other = mm_below(&random, (uint32_t)k + 1);
      widths[k] = widths[other];
      widths[other] = usual[k % 16];
    }
  }
}

// Bit by bit.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *stream = mm_at(data, STREAM, step), *widths = mm_at(data, WIDTHS, step);
  uint32_t *values = mm_at(data, VALUES, step);
  uint64_t at = 0;
  for (uint64_t i = 0; i < data->n; i++) {
    values[i] = 0;
    for (uint32_t bit = 0; bit < widths[i]; bit++, at++)
      values[i] |= (uint32_t)(stream[at / 8] >> (at % 8) & 1) << bit;
  }
}

MM_WORKLOAD(.summary = "bit fields of 1 to 13 bits out of a stream, lowest bit first", .unit = "field",
            .shape = shape, .fill = fill, .reference = reference);
