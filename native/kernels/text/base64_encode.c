// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648) of binary bytes: three bytes become four characters through a table of 64.
// Look-ups don't widen: GCC makes the same code of it for v3. Clang does the shifts there in vectors.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { BYTES, TEXT };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode(char *out, const uint8_t *in, size_t n) {
  for (; n >= 3; n -= 3, in += 3, out += 4) {
    uint32_t three = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
    out[0] = alphabet[three >> 18];
    out[1] = alphabet[three >> 12 & 63];
    out[2] = alphabet[three >> 6 & 63];
    out[3] = alphabet[three & 63];
  }
  if (n == 0) return;
  uint32_t rest = (uint32_t)in[0] << 16 | (n == 2 ? (uint32_t)in[1] << 8 : 0);
  out[0] = alphabet[rest >> 18];
  out[1] = alphabet[rest >> 12 & 63];
  out[2] = n == 2 ? alphabet[rest >> 6 & 63] : '=';
  out[3] = '=';
}

static void run(const struct mm_data *data, uint64_t step) {
  encode(mm_at(data, TEXT, step), mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

// Three bytes of input go with four of output.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes * 3 / 7;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = 1,
      .buffer = {[BYTES] = {n, MM_INPUT, MM_BYTES, 0}, [TEXT] = {(n + 2) / 3 * 4, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Bytes as of a compressed attachment: all alike, and in no order.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *bytes = mm_at(data, BYTES, i);
    for (uint64_t k = 0; k < data->n; k++) bytes[k] = (uint8_t)mm_next(&random);
  }
}

// Bit by bit, each character on its own.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bytes = mm_at(data, BYTES, step);
  char *text = mm_at(data, TEXT, step);
  for (uint64_t i = 0; i < (data->n + 2) / 3 * 4; i++) {
    int value = 0;
    for (uint64_t bit = 6 * i; bit < 6 * i + 6; bit++)
      value = value * 2 + (bit / 8 < data->n ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
    if (6 * i >= 8 * data->n)
      text[i] = '=';
    else if (value < 52)
      text[i] = (char)(value < 26 ? 'A' + value : 'a' + value - 26);
    else
      text[i] = (char)(value < 62 ? '0' + value - 52 : value == 62 ? '+' : '/');
  }
}

// The test vectors of RFC 4648, section 10.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char *const encoded[] = {"Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  if (index >= sizeof encoded / sizeof encoded[0]) return 0;
  data->n = index + 1;
  memcpy(mm_at(data, BYTES, 0), "foobar", data->n);
  *expected = encoded[index];
  return strlen(encoded[index]);
}

MM_WORKLOAD(.summary = "base64 encoding of binary bytes, table driven", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
