// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) of a message, in portable C as in git and gnulib.
// A chain of rounds that no vector can widen: v3 rotates without a copy first (RORX) and has ANDN.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { MESSAGE, DIGEST };

static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline uint32_t rotr(uint32_t x, int bits) { return x >> bits | x << (32 - bits); }

#define ROUND(a, b, c, d, e, f, g, h, i)                                                            \
  do {                                                                                              \
    uint32_t t = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]; \
    d += t;                                                                                         \
    h = t + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));               \
  } while (0)

static void compress(uint32_t state[8], const uint8_t block[64]) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++) {
    memcpy(&w[i], block + 4 * i, 4);
    w[i] = __builtin_bswap32(w[i]);
  }
  for (int i = 16; i < 64; i++)
    w[i] = w[i - 16] + (rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
           (rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i += 8) {
    ROUND(a, b, c, d, e, f, g, h, i);
    ROUND(h, a, b, c, d, e, f, g, i + 1);
    ROUND(g, h, a, b, c, d, e, f, i + 2);
    ROUND(f, g, h, a, b, c, d, e, i + 3);
    ROUND(e, f, g, h, a, b, c, d, i + 4);
    ROUND(d, e, f, g, h, a, b, c, i + 5);
    ROUND(c, d, e, f, g, h, a, b, i + 6);
    ROUND(b, c, d, e, f, g, h, a, i + 7);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void run(const struct mm_data *data, uint64_t step) {
  const uint8_t *message = mm_at(data, MESSAGE, step);
  uint32_t state[8];
  for (int i = 0; i < 8; i++) state[i] = start[i];
  size_t n = data->n;
  for (; n >= 64; n -= 64, message += 64) compress(state, message);

  // Padding: a 1 bit, zeros, and the length in bits; a second block where they do not fit.
  uint8_t last[128];
  size_t size = n < 56 ? 64 : 128;
  for (size_t i = 0; i < size; i++) {
    last[i] = i < n ? message[i] : i == n ? 0x80 : 0;
    __asm__("" : "+r"(i));  // or compilers make memcpy and memset of it
  }
  uint64_t bits = __builtin_bswap64(8 * data->n);
  memcpy(last + size - 8, &bits, 8);
  for (size_t i = 0; i < size; i += 64) compress(state, last + i);

  uint8_t *digest = mm_at(data, DIGEST, step);
  for (int i = 0; i < 8; i++) {
    uint32_t word = __builtin_bswap32(state[i]);
    memcpy(digest + 4 * i, &word, 4);
  }
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {[MESSAGE] = {bytes, MM_INPUT, MM_BYTES, 0}, [DIGEST] = {32, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, MESSAGE, i), data->n, seed + i);
}

// Byte `at` of the padded message, whose size is `size`.
static uint32_t padded(const uint8_t *message, uint64_t n, uint64_t size, uint64_t at) {
  if (at < n) return message[at];
  if (at == n) return 0x80;
  return at < size - 8 ? 0 : (uint8_t)(8 * n >> 8 * (size - 1 - at));
}

// Sections 5.1.1 and 6.2.2 of the standard, word for word.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *message = mm_at(data, MESSAGE, step);
  uint64_t size = (data->n + 9 + 63) / 64 * 64;
  uint32_t hash[8], v[8], w[64];
  memcpy(hash, start, sizeof hash);
  for (uint64_t block = 0; block < size; block += 64) {
    for (uint64_t t = 0; t < 64; t++) {
      w[t] = 0;
      for (uint64_t i = 0; t < 16 && i < 4; i++)
        w[t] = w[t] << 8 | padded(message, data->n, size, block + 4 * t + i);
      if (t < 16) continue;
      uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
      uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
      w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    memcpy(v, hash, sizeof v);
    for (int t = 0; t < 64; t++) {
      uint32_t choice = (v[4] & v[5]) | (~v[4] & v[6]);
      uint32_t majority = (v[0] & v[1]) | (v[0] & v[2]) | (v[1] & v[2]);
      uint32_t t1 = v[7] + (rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25)) + choice + k[t] + w[t];
      uint32_t t2 = (rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22)) + majority;
      memmove(v + 1, v, 7 * sizeof v[0]);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) hash[i] += v[i];
  }
  uint8_t *digest = mm_at(data, DIGEST, step);
  for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash[i / 4] >> (24 - i % 4 * 8));
}

// The examples that NIST publishes for FIPS 180, and the empty message.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct {
    const char *message, *digest;
  } cases[] = {
      {"abc",
       "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23"
       "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "\x24\x8d\x6a\x61\xd2\x06\x38\xb8\xe5\xc0\x26\x93\x0c\x3e\x60\x39"
       "\xa3\x3c\xe4\x59\x64\xff\x21\x67\xf6\xec\xed\xd4\x19\xdb\x06\xc1"},
      {"",
       "\xe3\xb0\xc4\x42\x98\xfc\x1c\x14\x9a\xfb\xf4\xc8\x99\x6f\xb9\x24"
       "\x27\xae\x41\xe4\x64\x9b\x93\x4c\xa4\x95\x99\x1b\x78\x52\xb8\x55"},
  };
  if (index >= sizeof cases / sizeof cases[0]) return 0;
  data->n = strlen(cases[index].message);
  memcpy(mm_at(data, MESSAGE, 0), cases[index].message, data->n);
  *expected = cases[index].digest;
  return 32;
}

MM_WORKLOAD(.summary = "SHA-256 of text, portable C", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
