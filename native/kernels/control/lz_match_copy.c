// SPDX-License-Identifier: Apache-2.0
// Decodes a block in the LZ4 format: copies literals from it, and matches from what is decoded already.
// The same code at -O2. GCC at -O3, and clang, copy 32 bytes at a time at v3, 16 at v2, if nothing overlaps.
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { BLOCK, DECODED, ORIGINAL };

// A length of 15 goes on in bytes that add up, until one is not 255.
static inline size_t read_length(size_t length, const uint8_t **in) {
  uint8_t more = 255;
  if (length == 15)
    while (more == 255) length += more = *(*in)++;
  return length;
}

// Byte by byte, as a match may overlap what it makes.
static void decode(uint8_t *out, const uint8_t *in, size_t n) {
  const uint8_t *const end = out + n;
  for (;;) {
    uint32_t token = *in++;
    for (size_t left = read_length(token >> 4, &in); left > 0; left--) *out++ = *in++;
    if (out == end) return;  // a block ends with literals
    const uint8_t *from = out - (in[0] | in[1] << 8);
    in += 2;
    for (size_t left = read_length(token & 15, &in) + 4; left > 0; left--) *out++ = *from++;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  decode(mm_at(data, DECODED, step), mm_at(data, BLOCK, step), data->n);
}

MM_CODE(.run = run);

static inline uint64_t largest_block(uint64_t n) { return n + n / 255 + 16; }

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 2 << 20),
                             .buffer = {[BLOCK] = {largest_block(n), MM_INPUT, MM_BYTES, 0},
                                        [DECODED] = {n, MM_OUTPUT, MM_BYTES, 0},
                                        [ORIGINAL] = {n, MM_INPUT, MM_BYTES, 0}}};  // for the reference
  return 1;
}

static uint8_t *write_length(uint8_t *out, size_t length) {
  if (length < 15) return out;
  for (length -= 15; length >= 255; length -= 255) *out++ = 255;
  *out++ = (uint8_t)length;
  return out;
}

// A match of length 0 ends the block.
static uint8_t *write_sequence(uint8_t *out, const uint8_t *literals, size_t count, size_t distance,
                               size_t length) {
  size_t coded = length == 0 ? 0 : length - 4;
  *out++ = (uint8_t)((count < 15 ? count : 15) << 4 | (coded < 15 ? coded : 15));
  out = write_length(out, count);
  memcpy(out, literals, count);
  out += count;
  if (length == 0) return out;
  *out++ = (uint8_t)distance;
  *out++ = (uint8_t)(distance >> 8);
  return write_length(out, coded);
}

// Takes the last place with the same hash of 4 bytes, as LZ4 does; its format wants 5 literals at the end.
static void encode(uint8_t *out, const uint8_t *in, size_t n) {
  enum { HASH_BITS = 12 };
  uint32_t last[1 << HASH_BITS] = {0};
  size_t at = 1, literals = 0;
  while (at + 12 < n) {
    uint32_t four;
    memcpy(&four, in + at, sizeof four);
    uint32_t *place = &last[four * 2654435761u >> (32 - HASH_BITS)];
    size_t from = *place, length = 0;
    *place = (uint32_t)at;
    while (at - from < 65536 && at + length < n - 5 && in[from + length] == in[at + length]) length++;
    if (length < 4) {
      at++;
      continue;
    }
    out = write_sequence(out, in + literals, at - literals, at - from, length);
    literals = at += length;
  }
  write_sequence(out, in + literals, n - literals, 0, 0);
}

// Log lines: 2 literals and a match of 15 bytes on average, half of the matches shorter than 8.
static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *block = mm_at(data, BLOCK, i), *original = mm_at(data, ORIGINAL, i);
    mm_log((char *)original, data->n, seed + i);
    memset(block, 0, largest_block(data->n));
    encode(block, original, data->n);
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  memcpy(mm_at(data, DECODED, step), mm_at(data, ORIGINAL, step), data->n);
}

MM_WORKLOAD(.summary = "decoding of an LZ4 block of log lines", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference);
