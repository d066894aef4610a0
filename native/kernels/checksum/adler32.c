// SPDX-License-Identifier: Apache-2.0
// Adler-32 (RFC 1950) of a file, as in zlib: two sums modulo 65521, reduced once in 5552 bytes.
// The second sum waits for the first, a byte a step: nothing.
#include <string.h>

#include "binaries.h"
#include "marchmark.h"

enum { BYTES, CHECKSUM };
enum { BASE = 65521, LONGEST = 5552 };  // so many bytes until the second sum may exceed 32 bits

#define DO1(p, i) (a += (p)[i], b += a)
#define DO4(p, i) (DO1(p, i), DO1(p, i + 1), DO1(p, i + 2), DO1(p, i + 3))
#define DO16(p) (DO4(p, 0), DO4(p, 4), DO4(p, 8), DO4(p, 12))

static uint32_t adler32(const uint8_t *p, size_t n) {
  uint32_t a = 1, b = 0;
  while (n > 0) {
    size_t block = n < LONGEST ? n : LONGEST;
    n -= block;
    for (; block >= 16; block -= 16, p += 16) DO16(p);
    for (; block > 0; block--, p++) DO1(p, 0);
    a %= BASE;
    b %= BASE;
  }
  return b << 16 | a;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint32_t *)mm_at(data, CHECKSUM, step) = adler32(mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {[BYTES] = {bytes, MM_INPUT, MM_BYTES, 0}, [CHECKSUM] = {4, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  mm_binary(mm_at(data, BYTES, 0), data->n, seed);
}

// The definition, with each byte's part in the second sum at once: it is added n - i times.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *p = mm_at(data, BYTES, step);
  uint64_t a = 1, b = data->n;
  for (uint64_t i = 0; i < data->n; i++) {
    a += p[i];
    b = (b + (data->n - i) % BASE * p[i]) % BASE;
  }
  *(uint32_t *)mm_at(data, CHECKSUM, step) = (uint32_t)(b % BASE * 65536 + a % BASE);
}

static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct {
    const char *bytes;
    uint32_t checksum;
  } cases[] = {{"", 1}, {"Wikipedia", 0x11e60398}};
  if (index >= sizeof cases / sizeof cases[0]) return 0;
  data->n = strlen(cases[index].bytes);
  memcpy(mm_at(data, BYTES, 0), cases[index].bytes, data->n);
  *expected = &cases[index].checksum;
  return sizeof cases[index].checksum;
}

MM_WORKLOAD(.summary = "Adler-32 of machine code and data", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
