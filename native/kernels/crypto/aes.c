// SPDX-License-Identifier: Apache-2.0
// AES-128 in counter mode (FIPS 197, SP 800-38A), portable C with four tables of 256 words, as where a
// library has no assembler. Look-ups don't widen: v3 saves copies, clang has MOVBE. AES-NI is in no level.
#include <string.h>

#include "binaries.h"
#include "marchmark.h"

enum { MESSAGE, KEY, TABLES, CIPHERTEXT };

// Each column of MixColumns times each byte's substitute; `substitute` is what the last round takes.
struct tables {
  uint32_t mixed[4][256];
  uint8_t substitute[256];
};

static inline uint32_t load(const uint8_t *p) {
  uint32_t word;
  memcpy(&word, p, sizeof word);
  return __builtin_bswap32(word);
}

static inline void store(uint8_t *p, uint32_t word) {
  word = __builtin_bswap32(word);
  memcpy(p, &word, sizeof word);
}

static inline uint32_t substitute(const struct tables *tables, uint32_t a, uint32_t b, uint32_t c,
                                  uint32_t d) {
  return (uint32_t)tables->substitute[a >> 24] << 24 | (uint32_t)tables->substitute[b >> 16 & 255] << 16 |
         (uint32_t)tables->substitute[c >> 8 & 255] << 8 | tables->substitute[d & 255];
}

static inline uint32_t mix(const struct tables *tables, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return tables->mixed[0][a >> 24] ^ tables->mixed[1][b >> 16 & 255] ^ tables->mixed[2][c >> 8 & 255] ^
         tables->mixed[3][d & 255];
}

static void expand(const struct tables *tables, const uint8_t key[16], uint32_t round_key[44]) {
  uint32_t constant = 1;
  for (int i = 0; i < 4; i++) round_key[i] = load(key + 4 * i);
  for (int i = 4; i < 44; i++) {
    uint32_t last = round_key[i - 1];
    if (i % 4 == 0) {
      last = last << 8 | last >> 24;
      last = substitute(tables, last, last, last, last) ^ constant << 24;
      constant = constant << 1 ^ (constant & 0x80 ? 0x11b : 0);
    }
    round_key[i] = round_key[i - 4] ^ last;
  }
}

static void encrypt(const struct tables *tables, const uint32_t *key, const uint32_t in[4], uint8_t out[16]) {
  uint32_t a = in[0] ^ key[0], b = in[1] ^ key[1], c = in[2] ^ key[2], d = in[3] ^ key[3];
  for (int round = 1; round < 10; round++) {
    key += 4;
    uint32_t t0 = mix(tables, a, b, c, d) ^ key[0], t1 = mix(tables, b, c, d, a) ^ key[1];
    uint32_t t2 = mix(tables, c, d, a, b) ^ key[2], t3 = mix(tables, d, a, b, c) ^ key[3];
    a = t0, b = t1, c = t2, d = t3;
  }
  store(out, substitute(tables, a, b, c, d) ^ key[4]);
  store(out + 4, substitute(tables, b, c, d, a) ^ key[5]);
  store(out + 8, substitute(tables, c, d, a, b) ^ key[6]);
  store(out + 12, substitute(tables, d, a, b, c) ^ key[7]);
}

// The key's buffer holds the first counter block too; its last 32 bits count.
static void run(const struct mm_data *data, uint64_t step) {
  const struct tables *tables = mm_at(data, TABLES, step);
  const uint8_t *key = mm_at(data, KEY, step), *message = mm_at(data, MESSAGE, step);
  uint8_t *ciphertext = mm_at(data, CIPHERTEXT, step), stream[16];
  uint32_t round_key[44], counter[4];
  expand(tables, key, round_key);
  for (int i = 0; i < 4; i++) counter[i] = load(key + 16 + 4 * i);
  for (size_t at = 0; at < data->n; at += 16, counter[3]++) {
    encrypt(tables, round_key, counter, stream);
    for (size_t i = 0; i < 16 && at + i < data->n; i++) ciphertext[at + i] = message[at + i] ^ stream[i];
  }
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[MESSAGE] = {n, MM_INPUT, MM_BYTES, 0},
                                        [KEY] = {32, MM_INPUT, MM_BYTES, 0},
                                        [TABLES] = {sizeof(struct tables), MM_INPUT, MM_BYTES, 0},
                                        [CIPHERTEXT] = {n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// In the field of 256 elements, modulo x^8 + x^4 + x^3 + x + 1.
static uint8_t product(uint32_t a, uint32_t b) {
  uint32_t result = 0;
  for (; b > 0; b >>= 1, a = a << 1 ^ (a & 0x80 ? 0x11b : 0)) result ^= b & 1 ? a : 0;
  return (uint8_t)result;
}

// FIPS 197, section 5.1.1: the inverse, x^254, then an affine map.
static uint8_t s_box(uint8_t x) {
  uint8_t inverse = 1, result = 0x63;
  for (int i = 0; i < 254; i++) inverse = product(inverse, x);
  for (int i = 0; i < 5; i++) result ^= (uint8_t)(inverse << i | inverse >> (8 - i));
  return result;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct tables *tables = mm_at(data, TABLES, 0);
  struct mm_random random = mm_random(seed);
  uint8_t *key = mm_at(data, KEY, 0);
  for (uint32_t x = 0; x < 256; x++) {
    uint8_t s = s_box((uint8_t)x);
    tables->substitute[x] = s;
    uint32_t column = (uint32_t)product(s, 2) << 24 | (uint32_t)s << 16 | (uint32_t)s << 8 | product(s, 3);
    for (int i = 0; i < 4; i++, column = column >> 8 | column << 24) tables->mixed[i][x] = column;
  }
  for (int i = 0; i < 32; i++) key[i] = (uint8_t)mm_next(&random);
  mm_binary(mm_at(data, MESSAGE, 0), data->n, seed);
}

// One block as FIPS 197 describes it, on a state of 16 bytes.
static void cipher(const uint8_t box[256], const uint8_t key[176], uint8_t state[16]) {
  for (int round = 0; round <= 10; round++) {
    uint8_t shifted[16];
    for (int i = 0; i < 16 && round > 0; i++) shifted[i] = box[state[(i + 4 * (i % 4)) % 16]];
    for (int i = 0; i < 16 && round > 0; i++) {
      const uint8_t *column = shifted + i / 4 * 4;
      state[i] = round == 10 ? shifted[i]
                             : product(column[i % 4], 2) ^ product(column[(i + 1) % 4], 3) ^
                                   column[(i + 2) % 4] ^ column[(i + 3) % 4];
    }
    for (int i = 0; i < 16; i++) state[i] ^= key[16 * round + i];
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *message = mm_at(data, MESSAGE, step), *parameters = mm_at(data, KEY, step);
  uint8_t *ciphertext = mm_at(data, CIPHERTEXT, step), key[176], box[256], stream[16];
  for (int i = 0; i < 256; i++) box[i] = s_box((uint8_t)i);
  memcpy(key, parameters, 16);
  for (int i = 16, constant = 1; i < 176; i++) {
    uint8_t last = key[i - 4];
    if (i % 16 < 4) last = box[key[i / 4 * 4 - 4 + (i + 1) % 4]];
    if (i % 16 == 0) last ^= (uint8_t)constant, constant = product((uint32_t)constant, 2);
    key[i] = key[i - 16] ^ last;
  }
  for (size_t i = 0; i < data->n; i++) {
    if (i % 16 == 0) {
      uint64_t carry = i / 16;
      memcpy(stream, parameters + 16, 16);
      for (int k = 15; k >= 12; k--, carry >>= 8) {
        carry += stream[k];
        stream[k] = (uint8_t)carry;
      }
      cipher(box, key, stream);
    }
    ciphertext[i] = message[i] ^ stream[i % 16];
  }
}

// SP 800-38A, F.5.1, all four blocks; and the block of FIPS 197, appendix B, as a counter over zeros.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct {
    size_t n;
    const char *parameters, *message, *ciphertext;
  } cases[] = {
      {64,
       "\x2b\x7e\x15\x16\x28\xae\xd2\xa6\xab\xf7\x15\x88\x09\xcf\x4f\x3c"
       "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff",
       "\x6b\xc1\xbe\xe2\x2e\x40\x9f\x96\xe9\x3d\x7e\x11\x73\x93\x17\x2a"
       "\xae\x2d\x8a\x57\x1e\x03\xac\x9c\x9e\xb7\x6f\xac\x45\xaf\x8e\x51"
       "\x30\xc8\x1c\x46\xa3\x5c\xe4\x11\xe5\xfb\xc1\x19\x1a\x0a\x52\xef"
       "\xf6\x9f\x24\x45\xdf\x4f\x9b\x17\xad\x2b\x41\x7b\xe6\x6c\x37\x10",
       "\x87\x4d\x61\x91\xb6\x20\xe3\x26\x1b\xef\x68\x64\x99\x0d\xb6\xce"
       "\x98\x06\xf6\x6b\x79\x70\xfd\xff\x86\x17\x18\x7b\xb9\xff\xfd\xff"
       "\x5a\xe4\xdf\x3e\xdb\xd5\xd3\x5e\x5b\x4f\x09\x02\x0d\xb0\x3e\xab"
       "\x1e\x03\x1d\xda\x2f\xbe\x03\xd1\x79\x21\x70\xa0\xf3\x00\x9c\xee"},
      {16,
       "\x2b\x7e\x15\x16\x28\xae\xd2\xa6\xab\xf7\x15\x88\x09\xcf\x4f\x3c"
       "\x32\x43\xf6\xa8\x88\x5a\x30\x8d\x31\x31\x98\xa2\xe0\x37\x07\x34",
       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "\x39\x25\x84\x1d\x02\xdc\x09\xfb\xdc\x11\x85\x97\x19\x6a\x0b\x32"},
  };
  if (index >= sizeof cases / sizeof cases[0]) return 0;
  data->n = cases[index].n;
  memcpy(mm_at(data, KEY, 0), cases[index].parameters, 32);
  memcpy(mm_at(data, MESSAGE, 0), cases[index].message, data->n);
  *expected = cases[index].ciphertext;
  return data->n;
}

MM_WORKLOAD(.summary = "AES-128 in counter mode, table driven", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
