// SPDX-License-Identifier: Apache-2.0
// CRC-32 (IEEE 802.3, as in zlib and PNG) of a buffer, one byte a step through a table of 256 words.
// Each step waits for the last through a load, a shift and an xor: v3 has nothing better for them.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { BYTES, TABLE, CRC };

static uint32_t crc32(const uint32_t table[256], const uint8_t *p, size_t n) {
  uint32_t crc = 0xffffffffu;
  for (size_t i = 0; i < n; i++) crc = table[(crc ^ p[i]) & 0xff] ^ (crc >> 8);
  return crc ^ 0xffffffffu;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint32_t *)mm_at(data, CRC, step) = crc32(mm_at(data, TABLE, step), mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = 1,
                             .buffer = {[BYTES] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [TABLE] = {256 * sizeof(uint32_t), MM_INPUT, MM_BYTES, 1},
                                        [CRC] = {sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  uint32_t *table = mm_at(data, TABLE, 0);
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
    table[i] = crc;
  }
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, BYTES, i), data->n, seed + i);
}

// Bit by bit, straight from the polynomial.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *p = mm_at(data, BYTES, step);
  uint32_t crc = 0xffffffffu;
  for (size_t i = 0; i < data->n; i++) {
    crc ^= p[i];
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1)));
  }
  *(uint32_t *)mm_at(data, CRC, step) = crc ^ 0xffffffffu;
}

// The check value of the CRC catalogue and ITU-T V.42.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint32_t check = 0xcbf43926u;
  if (index > 0) return 0;
  data->n = 9;
  memcpy(mm_at(data, BYTES, 0), "123456789", 9);
  *expected = &check;
  return sizeof check;
}

MM_WORKLOAD(.summary = "CRC-32 of text, table driven, a byte a step", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
