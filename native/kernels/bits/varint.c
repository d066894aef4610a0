// SPDX-License-Identifier: Apache-2.0
// Decodes LEB128 numbers, seven bits a byte, the lowest first, as in protobuf, DWARF and WebAssembly.
// v3 shifts by any register (SHLX), but has nothing for the branches, which nobody can predict.
#include <stdlib.h>

#include "inputs.h"
#include "marchmark.h"

enum { STREAM, VALUES };

static void decode(const uint8_t *stream, size_t n, uint64_t *values) {
  for (size_t i = 0; i < n; i++) {
    uint64_t value = 0;
    uint32_t shift = 0;
    uint8_t byte;
    do {
      byte = *stream++;
      value |= (uint64_t)(byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    values[i] = value;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  decode(mm_at(data, STREAM, step), data->n, mm_at(data, VALUES, step));
}

MM_CODE(.run = run);

// Tags, lengths and small numbers take one byte; hashes and times five: 27 bytes in 16 values.
static const uint8_t usual[16] = {1, 1, 1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 5, 1, 2, 3};

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes * 16 / (27 + 16 * sizeof(uint64_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(bytes, 2 << 20),
                             .buffer = {[STREAM] = {n / 16 * 27 + 27, MM_INPUT, MM_BYTES, 0},
                                        [VALUES] = {n * sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Lengths are shuffled, not drawn, so that they add up to the stream's size whatever the seed.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint8_t *lengths = malloc(data->n);
  if (!lengths) abort();
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *stream = mm_at(data, STREAM, i), *end = stream + data->n / 16 * 27 + 27;
    for (uint64_t k = 0; k < data->n; k++) {
      uint64_t other = mm_below(&random, (uint32_t)k + 1);
      lengths[k] = lengths[other];
      lengths[other] = usual[k % 16];
    }
    for (uint64_t k = 0; k < data->n; k++) {
      for (; lengths[k] > 1; lengths[k]--) *stream++ = (uint8_t)(0x80 | mm_next(&random));
      *stream++ = (uint8_t)(1 + mm_below(&random, 127));
    }
    while (stream < end) *stream++ = 0;
  }
  free(lengths);
}

// Find the last byte, then add up from there.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *first = mm_at(data, STREAM, step);
  uint64_t *values = mm_at(data, VALUES, step);
  for (uint64_t i = 0; i < data->n; i++) {
    const uint8_t *last = first;
    while (*last >= 128) last++;
    values[i] = 0;
    for (const uint8_t *p = last; p >= first; p--) values[i] = values[i] * 128 + *p % 128;
    first = last + 1;
  }
}

// The examples of the DWARF standard, version 5, table 7.7.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint8_t encoded[] = {2, 127, 0x80, 1, 0x81, 1, 0x82, 1, 57 + 0x80, 100};
  static const uint64_t decoded[] = {2, 127, 128, 129, 130, 12857};
  if (index > 0) return 0;
  data->n = sizeof decoded / sizeof decoded[0];
  memcpy(mm_at(data, STREAM, 0), encoded, sizeof encoded);
  *expected = decoded;
  return sizeof decoded;
}

MM_WORKLOAD(.summary = "decoding of LEB128 numbers", .unit = "number", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
