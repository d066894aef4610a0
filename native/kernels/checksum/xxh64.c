// SPDX-License-Identifier: Apache-2.0
// XXH64 with seed 0 (the xxHash specification, doc/xxhash_spec.md) of a buffer, four lanes of 64 bits.
// v3 rotates without a copy (RORX). Lanes in a vector, as clang has them, lose: AVX2 has no 64-bit product.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { BYTES, HASH };

static const uint64_t prime1 = 0x9e3779b185ebca87u, prime2 = 0xc2b2ae3d27d4eb4fu,
                      prime3 = 0x165667b19e3779f9u, prime4 = 0x85ebca77c2b2ae63u,
                      prime5 = 0x27d4eb2f165667c5u;

static inline uint64_t rotl(uint64_t x, int bits) { return x << bits | x >> (64 - bits); }

static inline uint64_t read64(const uint8_t *p) {
  uint64_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static inline uint32_t read32(const uint8_t *p) {
  uint32_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static inline uint64_t round64(uint64_t lane, uint64_t input) {
  return rotl(lane + input * prime2, 31) * prime1;
}

static inline uint64_t merge(uint64_t hash, uint64_t lane) {
  return (hash ^ round64(0, lane)) * prime1 + prime4;
}

static uint64_t xxh64(const uint8_t *p, size_t n) {
  const uint8_t *end = p + n;
  uint64_t hash = prime5;
  if (n >= 32) {
    uint64_t v1 = prime1 + prime2, v2 = prime2, v3 = 0, v4 = 0 - prime1;
    for (; end - p >= 32; p += 32) {
      v1 = round64(v1, read64(p));
      v2 = round64(v2, read64(p + 8));
      v3 = round64(v3, read64(p + 16));
      v4 = round64(v4, read64(p + 24));
    }
    hash = rotl(v1, 1) + rotl(v2, 7) + rotl(v3, 12) + rotl(v4, 18);
    hash = merge(merge(merge(merge(hash, v1), v2), v3), v4);
  }
  hash += n;
  for (; end - p >= 8; p += 8) hash = rotl(hash ^ round64(0, read64(p)), 27) * prime1 + prime4;
  for (; end - p >= 4; p += 4) hash = rotl(hash ^ read32(p) * prime1, 23) * prime2 + prime3;
  for (; p < end; p++) hash = rotl(hash ^ *p * prime5, 11) * prime1;
  hash = (hash ^ hash >> 33) * prime2;
  hash = (hash ^ hash >> 29) * prime3;
  return hash ^ hash >> 32;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, HASH, step) = xxh64(mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {
          [BYTES] = {bytes, MM_INPUT, MM_BYTES, 0}, [HASH] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, BYTES, i), data->n, seed + i);
}

static uint64_t little_endian(const uint8_t *p, int size) {
  uint64_t value = 0;
  while (size-- > 0) value = value * 256 + p[size];
  return value;
}

static uint64_t rotated(uint64_t x, int bits) {
  while (bits-- > 0) x = x * 2 + (x >> 63);
  return x;
}

// The six steps of the specification, one lane after the other, byte by byte.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *p = mm_at(data, BYTES, step);
  uint64_t n = data->n, at = n / 32 * 32, hash = at > 0 ? 0 : prime5;
  uint64_t lane[4] = {prime1 + prime2, prime2, 0, 0 - prime1};
  static const int turn[4] = {1, 7, 12, 18};
  for (int i = 0; i < 4 && at > 0; i++) {
    for (uint64_t stripe = 0; stripe < at; stripe += 32) {
      lane[i] += prime2 * little_endian(p + stripe + 8 * i, 8);
      lane[i] = rotated(lane[i], 31) * prime1;
    }
    hash += rotated(lane[i], turn[i]);
  }
  for (int i = 0; i < 4 && at > 0; i++) {
    hash ^= rotated(lane[i] * prime2, 31) * prime1;
    hash = hash * prime1 + prime4;
  }
  hash += n;
  while (at < n) {
    int size = n - at >= 8 ? 8 : n - at >= 4 ? 4 : 1;
    uint64_t word = little_endian(p + at, size);
    if (size == 8) {
      hash ^= rotated(word * prime2, 31) * prime1;
      hash = rotated(hash, 27) * prime1 + prime4;
    } else if (size == 4) {
      hash ^= word * prime1;
      hash = rotated(hash, 23) * prime2 + prime3;
    } else {
      hash ^= word * prime5;
      hash = rotated(hash, 11) * prime1;
    }
    at += (uint64_t)size;
  }
  hash ^= hash >> 33;
  hash *= prime2;
  hash ^= hash >> 29;
  hash *= prime3;
  *(uint64_t *)mm_at(data, HASH, step) = hash ^ hash >> 32;
}

// Published by the reference implementation and its bindings; only the last reaches the four lanes.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct {
    const char *bytes;
    uint64_t hash;
  } cases[] = {{"", 0xef46db3751d8e999u},
               {"a", 0xd24ec4f1a98c6e5bu},
               {"abc", 0x44bc2cf5ad770999u},
               {"Nobody inspects the spammish repetition", 0xfbcea83c8a378bf1u}};
  if (index >= sizeof cases / sizeof cases[0]) return 0;
  data->n = strlen(cases[index].bytes);
  memcpy(mm_at(data, BYTES, 0), cases[index].bytes, data->n);
  *expected = &cases[index].hash;
  return sizeof cases[index].hash;
}

MM_WORKLOAD(.summary = "XXH64 of text, four lanes of 64 bits", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
