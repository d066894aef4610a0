// SPDX-License-Identifier: Apache-2.0
// SipHash-2-4 (Aumasson and Bernstein, 2012) of short strings, as hash tables of many languages take it.
// A chain of additions, rotations and xors: v3 rotates without a copy (RORX).
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { KEY, STRINGS, LENGTHS, HASHES };

static inline uint64_t rotl(uint64_t x, int bits) { return x << bits | x >> (64 - bits); }

#define ROUND                                                 \
  do {                                                        \
    v0 += v1, v1 = rotl(v1, 13), v1 ^= v0, v0 = rotl(v0, 32); \
    v2 += v3, v3 = rotl(v3, 16), v3 ^= v2;                    \
    v0 += v3, v3 = rotl(v3, 21), v3 ^= v0;                    \
    v2 += v1, v1 = rotl(v1, 17), v1 ^= v2, v2 = rotl(v2, 32); \
  } while (0)

static uint64_t siphash(uint64_t k0, uint64_t k1, const uint8_t *p, size_t n) {
  uint64_t v0 = k0 ^ 0x736f6d6570736575, v1 = k1 ^ 0x646f72616e646f6d;
  uint64_t v2 = k0 ^ 0x6c7967656e657261, v3 = k1 ^ 0x7465646279746573;
  uint64_t word, last = (uint64_t)n << 56;
  for (; n >= 8; n -= 8, p += 8) {
    memcpy(&word, p, sizeof word);
    v3 ^= word;
    ROUND;
    ROUND;
    v0 ^= word;
  }
  while (n-- > 0) last |= (uint64_t)p[n] << 8 * n;
  v3 ^= last;
  ROUND;
  ROUND;
  v0 ^= last;
  v2 ^= 0xff;
  ROUND;
  ROUND;
  ROUND;
  ROUND;
  return v0 ^ v1 ^ v2 ^ v3;
}

static void run(const struct mm_data *data, uint64_t step) {
  const uint64_t *key = mm_at(data, KEY, step);
  const uint8_t *strings = mm_at(data, STRINGS, step), *lengths = mm_at(data, LENGTHS, step);
  uint64_t *hashes = mm_at(data, HASHES, step);
  for (size_t i = 0; i < data->n; strings += lengths[i++])
    hashes[i] = siphash(key[0], key[1], strings, lengths[i]);
}

MM_CODE(.run = run);

// Words, identifiers, names of files: 192 bytes in 16 strings.
static const uint8_t usual[16] = {3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 14, 16, 19, 24, 36};

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (192 / 16 + 1 + sizeof(uint64_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(bytes, 2 << 20),
                             .buffer = {[KEY] = {16, MM_INPUT, MM_BYTES, 1},
                                        [STRINGS] = {n / 16 * 192 + 192, MM_INPUT, MM_BYTES, 0},
                                        [LENGTHS] = {n, MM_INPUT, MM_BYTES, 0},
                                        [HASHES] = {n * sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (int i = 0; i < 2; i++) ((uint64_t *)mm_at(data, KEY, 0))[i] = mm_next(&random);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *lengths = mm_at(data, LENGTHS, i);
    for (uint64_t k = 0; k < data->n; k++) {
      uint64_t other = mm_below(&random, (uint32_t)k + 1);
      lengths[k] = lengths[other];
      lengths[other] = usual[k % 16];
    }
    mm_text(mm_at(data, STRINGS, i), data->n / 16 * 192 + 192, seed + i);
  }
}

// The four words as an array; the padded message byte by byte.
static void rounds(uint64_t v[4], int number) {
  static const struct {
    int into, from, turn, half;  // v[into] += v[from], then v[from] turns and takes up v[into]
  } steps[4] = {{0, 1, 13, 1}, {2, 3, 16, 0}, {0, 3, 21, 0}, {2, 1, 17, 1}};
  for (int i = 0; i < 4 * number; i++) {
    uint64_t *into = &v[steps[i % 4].into], *from = &v[steps[i % 4].from];
    *into += *from;
    for (int turned = 0; turned < steps[i % 4].turn; turned++) *from = *from * 2 + (*from >> 63);
    *from ^= *into;
    if (steps[i % 4].half) *into = *into >> 32 | *into << 32;
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint64_t *key = mm_at(data, KEY, step);
  const uint8_t *string = mm_at(data, STRINGS, step), *lengths = mm_at(data, LENGTHS, step);
  uint64_t *hashes = mm_at(data, HASHES, step);
  for (size_t i = 0; i < data->n; string += lengths[i++]) {
    static const char start[] = "uespemosmodnarodarenegylsetybdet";
    uint64_t v[4], n = lengths[i];
    memcpy(v, start, sizeof v);
    for (int k = 0; k < 4; k++) v[k] ^= key[k % 2];
    for (uint64_t at = 0; at <= n / 8 * 8; at += 8) {
      uint64_t word = 0;
      for (uint64_t byte = 0; byte < 8; byte++)
        word += (at + byte < n ? string[at + byte] : byte == 7 ? n : 0) << 8 * byte;
      v[3] ^= word;
      rounds(v, 2);
      v[0] ^= word;
    }
    v[2] ^= 255;
    rounds(v, 4);
    hashes[i] = v[0] ^ v[1] ^ v[2] ^ v[3];
  }
}

// Appendix A of the paper, and the first of its authors' vectors_sip64.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct {
    uint64_t hash;
    uint8_t length;
  } cases[] = {{0xa129ca6149be45e5, 15}, {0x726fdb47dd0e0e31, 0}};
  if (index >= sizeof cases / sizeof cases[0]) return 0;
  uint8_t *key = mm_at(data, KEY, 0), *string = mm_at(data, STRINGS, 0);
  data->n = 1;
  for (int i = 0; i < 16; i++) key[i] = string[i] = (uint8_t)i;
  *(uint8_t *)mm_at(data, LENGTHS, 0) = cases[index].length;
  *expected = &cases[index].hash;
  return sizeof cases[index].hash;
}

MM_WORKLOAD(.summary = "SipHash-2-4 of short strings", .unit = "string", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
