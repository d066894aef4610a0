// SPDX-License-Identifier: Apache-2.0
// ChaCha20-Poly1305 (RFC 8439), as TLS, SSH and WireGuard seal messages, in portable C.
// v3 rotates without a copy (RORX) and has MULX for Poly1305. GCC 12 adds the block's start in vectors there,
// eight words at a time.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { MESSAGE, SECRETS, SEALED };

__extension__ typedef unsigned __int128 uint128_t;

struct secrets {
  uint32_t key[8], nonce[3];
  uint8_t associated[12];  // a header that goes along in the clear
};

static const uint32_t expand_32_byte_k[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

static inline uint32_t rotl(uint32_t x, int bits) { return x << bits | x >> (32 - bits); }

#define QUARTER_ROUND(a, b, c, d) \
  do {                            \
    a += b, d = rotl(d ^ a, 16);  \
    c += d, b = rotl(b ^ c, 12);  \
    a += b, d = rotl(d ^ a, 8);   \
    c += d, b = rotl(b ^ c, 7);   \
  } while (0)

static void chacha20_block(const struct secrets *secrets, uint32_t counter, uint32_t out[16]) {
  uint32_t start[16], x[16];
  for (int i = 0; i < 4; i++) start[i] = expand_32_byte_k[i];
  for (int i = 0; i < 8; i++) start[4 + i] = secrets->key[i];
  start[12] = counter;
  for (int i = 0; i < 3; i++) start[13 + i] = secrets->nonce[i];
  for (int i = 0; i < 16; i++) x[i] = start[i];
  for (int round = 0; round < 20; round += 2) {
    QUARTER_ROUND(x[0], x[4], x[8], x[12]);
    QUARTER_ROUND(x[1], x[5], x[9], x[13]);
    QUARTER_ROUND(x[2], x[6], x[10], x[14]);
    QUARTER_ROUND(x[3], x[7], x[11], x[15]);
    QUARTER_ROUND(x[0], x[5], x[10], x[15]);
    QUARTER_ROUND(x[1], x[6], x[11], x[12]);
    QUARTER_ROUND(x[2], x[7], x[8], x[13]);
    QUARTER_ROUND(x[3], x[4], x[9], x[14]);
  }
  for (int i = 0; i < 16; i++) out[i] = x[i] + start[i];
}

// In limbs of 44, 44 and 42 bits, as poly1305-donna has it.
struct poly1305 {
  uint64_t r[3], h[3], pad[2];
};

static const uint64_t low44 = (UINT64_C(1) << 44) - 1, low42 = (UINT64_C(1) << 42) - 1;

static void poly1305_start(struct poly1305 *p, const uint32_t key[8]) {
  uint64_t low = key[0] | (uint64_t)key[1] << 32, high = key[2] | (uint64_t)key[3] << 32;
  low &= 0x0ffffffc0fffffff;
  high &= 0x0ffffffc0ffffffc;
  p->r[0] = low & low44;
  p->r[1] = (low >> 44 | high << 20) & low44;
  p->r[2] = high >> 24;
  for (int i = 0; i < 3; i++) p->h[i] = 0;
  for (int i = 0; i < 2; i++) p->pad[i] = key[4 + 2 * i] | (uint64_t)key[5 + 2 * i] << 32;
}

static void poly1305_block(struct poly1305 *p, uint64_t low, uint64_t high) {
  uint64_t r0 = p->r[0], r1 = p->r[1], r2 = p->r[2], s1 = 20 * r1, s2 = 20 * r2;
  uint64_t h0 = p->h[0] + (low & low44), h1 = p->h[1] + ((low >> 44 | high << 20) & low44);
  uint64_t h2 = p->h[2] + (high >> 24 | UINT64_C(1) << 40);
  uint128_t d0 = (uint128_t)h0 * r0 + (uint128_t)h1 * s2 + (uint128_t)h2 * s1;
  uint128_t d1 = (uint128_t)h0 * r1 + (uint128_t)h1 * r0 + (uint128_t)h2 * s2;
  uint128_t d2 = (uint128_t)h0 * r2 + (uint128_t)h1 * r1 + (uint128_t)h2 * r0;
  d1 += (uint64_t)(d0 >> 44);
  d2 += (uint64_t)(d1 >> 44);
  h0 = ((uint64_t)d0 & low44) + 5 * (uint64_t)(d2 >> 42);
  p->h[0] = h0 & low44;
  p->h[1] = ((uint64_t)d1 & low44) + (h0 >> 44);
  p->h[2] = (uint64_t)d2 & low42;
}

static uint64_t up_to_8_bytes(const uint8_t *p, size_t n) {
  uint64_t word = 0;
  if (n >= 8) {
    memcpy(&word, p, 8);
    return word;
  }
  for (size_t i = 0; i < n; i++) word |= (uint64_t)p[i] << 8 * i;
  return word;
}

static void poly1305_update(struct poly1305 *p, const uint8_t *bytes, size_t n) {
  for (; n >= 16; n -= 16, bytes += 16)
    poly1305_block(p, up_to_8_bytes(bytes, 8), up_to_8_bytes(bytes + 8, 8));
  if (n > 0) poly1305_block(p, up_to_8_bytes(bytes, n), n > 8 ? up_to_8_bytes(bytes + 8, n - 8) : 0);
}

static void poly1305_finish(const struct poly1305 *p, uint8_t tag[16]) {
  uint64_t h0 = p->h[0], h1 = p->h[1], h2 = p->h[2];
  for (int i = 0; i < 2; i++) {  // carry all the way round
    h2 += h1 >> 44, h1 &= low44;
    h0 += 5 * (h2 >> 42), h2 &= low42;
    h1 += h0 >> 44, h0 &= low44;
  }
  uint64_t g0 = h0 + 5, g1 = h1 + (g0 >> 44), g2 = h2 + (g1 >> 44);
  uint64_t reduce = 0 - (g2 >> 42);  // all ones from 2^130 - 5 on
  h0 = (h0 & ~reduce) | (g0 & low44 & reduce);
  h1 = (h1 & ~reduce) | (g1 & low44 & reduce);
  h2 = (h2 & ~reduce) | (g2 & low42 & reduce);
  uint128_t sum =
      ((uint128_t)(h1 >> 20 | h2 << 24) << 64 | (h0 | h1 << 44)) + ((uint128_t)p->pad[1] << 64 | p->pad[0]);
  memcpy(tag, &sum, 16);
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct secrets *secrets = mm_at(data, SECRETS, step);
  const uint8_t *message = mm_at(data, MESSAGE, step);
  uint8_t *sealed = mm_at(data, SEALED, step);
  struct poly1305 poly1305;
  uint32_t stream[16];
  chacha20_block(secrets, 0, stream);
  poly1305_start(&poly1305, stream);
  for (size_t at = 0; at < data->n; at += 64) {
    chacha20_block(secrets, (uint32_t)(1 + at / 64), stream);
    const uint8_t *bytes = (const uint8_t *)stream;
    for (size_t i = 0; i < 64 && at + i < data->n; i++) sealed[at + i] = message[at + i] ^ bytes[i];
  }
  poly1305_update(&poly1305, secrets->associated, sizeof secrets->associated);
  poly1305_update(&poly1305, sealed, data->n);
  poly1305_block(&poly1305, sizeof secrets->associated, data->n);
  poly1305_finish(&poly1305, sealed + data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[MESSAGE] = {n, MM_INPUT, MM_BYTES, 0},
                                        [SECRETS] = {sizeof(struct secrets), MM_INPUT, MM_BYTES, 0},
                                        [SEALED] = {n + 16, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint8_t *secrets = mm_at(data, SECRETS, 0);
  for (size_t i = 0; i < sizeof(struct secrets); i++) secrets[i] = (uint8_t)mm_next(&random);
  mm_text(mm_at(data, MESSAGE, 0), data->n, seed);
}

// RFC 8439, section 2.3, on an array of words.
static void keystream(const struct secrets *secrets, uint32_t counter, uint8_t out[64]) {
  uint32_t start[16], x[16];
  memcpy(start, "expand 32-byte k", 16);
  memcpy(start + 4, secrets->key, 32);
  start[12] = counter;
  memcpy(start + 13, secrets->nonce, 12);
  memcpy(x, start, sizeof x);
  for (int quarter = 0; quarter < 80; quarter++) {
    int column = quarter % 4, diagonal = quarter / 4 % 2, w[4];
    for (int i = 0; i < 4; i++) w[i] = 4 * i + (column + i * diagonal) % 4;
    for (int i = 0; i < 4; i++) {
      static const int turn[4] = {16, 12, 8, 7};
      uint32_t *into = &x[w[i % 2 * 2]], *from = &x[w[1 + i % 2 * 2]], *other = &x[w[3 - i % 2 * 2]];
      *into += *from;
      *other ^= *into;
      *other = *other << turn[i] | *other >> (32 - turn[i]);
    }
  }
  for (int i = 0; i < 64; i++) out[i] = (uint8_t)((x[i / 4] + start[i / 4]) >> i % 4 * 8);
}

// h = (h + block) * r modulo 2^130 - 5, in digits of eight bits, as in NaCl's reference.
static void absorb(uint32_t h[17], const uint8_t r[16], const uint8_t *block, size_t n) {
  uint32_t product[17] = {0}, carry = 0;
  for (size_t i = 0; i < 17; i++) h[i] += i < n ? block[i] : i == 16;
  for (size_t i = 0; i < 17; i++)
    for (size_t k = 0; k < 17; k++)
      if (k <= i ? i - k < 16 : i + 17 - k < 16)
        product[i] += h[k] * (k <= i ? r[i - k] : 320u * r[i + 17 - k]);
  for (int pass = 0; pass < 2; pass++) {
    for (int i = 0; i < 17; i++) {
      product[i] += carry;
      carry = product[i] >> 8;
      product[i] &= 255;
    }
    carry = 5 * (carry << 6 | product[16] >> 2);
    product[16] &= 3;
  }
  product[0] += carry;
  memcpy(h, product, sizeof product);
}

// The whole number is at most 2^130 + 4: once 2^130 - 5 off is enough. Then the key's other half is added.
static void finish(uint32_t h[17], const uint8_t pad[16], uint8_t tag[16]) {
  uint32_t less[17], carry = 0, borrowed = 5;
  for (int i = 0; i < 17; i++) {
    carry += h[i];
    h[i] = carry & 255;
    carry >>= 8;
    borrowed += h[i];
    less[i] = borrowed & 255;
    borrowed >>= 8;
  }
  const uint32_t *reduced = less[16] & 4 ? less : h;
  for (int i = 0; i < 16; i++) {
    carry += reduced[i] + pad[i];
    tag[i] = (uint8_t)carry;
    carry >>= 8;
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const struct secrets *secrets = mm_at(data, SECRETS, step);
  const uint8_t *message = mm_at(data, MESSAGE, step);
  uint8_t *sealed = mm_at(data, SEALED, step), key[64], stream[64];
  uint32_t h[17] = {0};
  keystream(secrets, 0, key);
  for (int i = 3; i < 16; i += 4) key[i] &= 15;
  for (int i = 4; i < 16; i += 4) key[i] &= 252;
  absorb(h, key, secrets->associated, sizeof secrets->associated);
  for (size_t i = 0; i < data->n; i++) {
    if (i % 64 == 0) keystream(secrets, (uint32_t)(i / 64) + 1, stream);
    sealed[i] = message[i] ^ stream[i % 64];
  }
  for (size_t i = 0; i < data->n; i += 16) absorb(h, key, sealed + i, data->n - i < 16 ? data->n - i : 16);
  uint64_t lengths[2] = {sizeof secrets->associated, data->n};
  absorb(h, key, (const uint8_t *)lengths, 16);
  finish(h, key + 16, sealed + data->n);
}

// RFC 8439, section 2.8.2.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char message[] =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      "sunscreen would be it.";
  static const char rest[] = "\x07\0\0\0@ABCDEFGPQRS\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7";
  static const char sealed[] =
      "\xd3\x1a\x8d\x34\x64\x8e\x60\xdb\x7b\x86\xaf\xbc\x53\xef\x7e\xc2\xa4\xad\xed"
      "\x51\x29\x6e\x08\xfe\xa9\xe2\xb5\xa7\x36\xee\x62\xd6\x3d\xbe\xa4\x5e\x8c\xa9"
      "\x67\x12\x82\xfa\xfb\x69\xda\x92\x72\x8b\x1a\x71\xde\x0a\x9e\x06\x0b\x29\x05"
      "\xd6\xa5\xb6\x7e\xcd\x3b\x36\x92\xdd\xbd\x7f\x2d\x77\x8b\x8c\x98\x03\xae\xe3"
      "\x28\x09\x1b\x58\xfa\xb3\x24\xe4\xfa\xd6\x75\x94\x55\x85\x80\x8b\x48\x31\xd7"
      "\xbc\x3f\xf4\xde\xf0\x8e\x4b\x7a\x9d\xe5\x76\xd2\x65\x86\xce\xc6\x4b\x61\x16"
      "\x1a\xe1\x0b\x59\x4f\x09\xe2\x6a\x7e\x90\x2e\xcb\xd0\x60\x06\x91";
  if (index > 0) return 0;
  uint8_t *secrets = mm_at(data, SECRETS, 0);
  for (int i = 0; i < 32; i++) secrets[i] = (uint8_t)(0x80 + i);
  memcpy(secrets + 32, rest, sizeof rest - 1);
  data->n = sizeof message - 1;
  memcpy(mm_at(data, MESSAGE, 0), message, data->n);
  *expected = sealed;
  return data->n + 16;
}

MM_WORKLOAD(.summary = "ChaCha20-Poly1305 sealing of text", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
