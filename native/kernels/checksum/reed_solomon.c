// SPDX-License-Identifier: Apache-2.0
// Reed-Solomon encoder over GF(256), RS(255, 223) as on discs and from space: a shift register, and products
// by tables of logarithms, as in libfec and Linux.
// Look-ups don't widen: nothing.
#include <string.h>

#include "binaries.h"
#include "marchmark.h"

enum { MESSAGES, FIELD, CODE, PARITY };
enum { MOST = 32, NONE = 2 * 255 };  // most bytes of parity; the logarithm of 0, where `power` is 0

// Logarithms to the base 2, modulo x^8 + x^4 + x^3 + x^2 + 1.
struct field {
  uint16_t log[256];
  uint8_t power[2 * NONE + 1];  // of the sum of two logarithms
};

struct code {
  uint32_t message, parity;  // bytes
  uint16_t log[MOST];        // of the generator's coefficients, the highest first after that of 1
};

static void encode(const struct field *field, const struct code *code, const uint8_t *message,
                   uint8_t *parity) {
  uint8_t held[MOST + 1];
  uint32_t size = code->parity;
  for (uint32_t i = 0; i <= MOST; i++) held[i] = 0;
  for (uint32_t i = 0; i < code->message; i++) {
    uint32_t feedback = field->log[message[i] ^ held[0]];
    for (uint32_t j = 0; j < size; j++) held[j] = held[j + 1] ^ field->power[feedback + code->log[j]];
  }
  for (uint32_t j = 0; j < size; j++) {
    parity[j] = held[j];
    __asm__("" : "+r"(j));  // or compilers make memcpy of it
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct code *code = mm_at(data, CODE, step);
  const uint8_t *messages = mm_at(data, MESSAGES, step);
  uint8_t *parity = mm_at(data, PARITY, step);
  for (size_t i = 0; i < data->n; i++)
    encode(mm_at(data, FIELD, step), code, messages + i * code->message, parity + i * code->parity);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 255;
  if (n == 0) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = n * 223,
                             .instances = 1,
                             .buffer = {[MESSAGES] = {n * 223, MM_INPUT, MM_BYTES, 0},
                                        [FIELD] = {sizeof(struct field), MM_INPUT, MM_BYTES, 0},
                                        [CODE] = {sizeof(struct code), MM_INPUT, MM_BYTES, 0},
                                        [PARITY] = {n * 32, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Bit by bit.
static uint8_t product(uint8_t a, uint8_t b) {
  uint32_t result = 0;
  for (int bit = 7; bit >= 0; bit--) {
    result = result << 1 ^ (result & 0x80 ? 0x11d : 0);
    if (b >> bit & 1) result ^= a;
  }
  return (uint8_t)result;
}

// (x - 1)(x - 2)(x - 4)..., the highest coefficient first.
static void generator(uint8_t coefficient[MOST + 1], uint32_t degree) {
  uint8_t root = 1;
  memset(coefficient, 0, MOST + 1);
  coefficient[0] = 1;
  for (uint32_t i = 0; i < degree; i++, root = product(root, 2))
    for (uint32_t k = i + 1; k > 0; k--) coefficient[k] ^= product(coefficient[k - 1], root);
}

static void prepare(const struct mm_data *data, uint32_t message, uint32_t parity) {
  struct field *field = mm_at(data, FIELD, 0);
  struct code *code = mm_at(data, CODE, 0);
  uint8_t coefficient[MOST + 1], power = 1;
  memset(field, 0, sizeof *field);
  memset(code, 0, sizeof *code);
  for (uint16_t i = 0; i < 255; i++, power = product(power, 2)) {
    field->power[i] = field->power[i + 255] = power;
    field->log[power] = i;
  }
  field->log[0] = NONE;
  field->power[NONE] = 0;
  generator(coefficient, parity);
  code->message = message;
  code->parity = parity;
  for (uint32_t i = 0; i < parity; i++) code->log[i] = field->log[coefficient[i + 1]];
}

static void fill(const struct mm_data *data, uint64_t seed) {
  prepare(data, 223, 32);
  mm_binary(mm_at(data, MESSAGES, 0), data->n * 223, seed);
}

// Long division of the message, with zeros in the parity's place, by the generator.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct code *code = mm_at(data, CODE, step);
  const uint8_t *message = mm_at(data, MESSAGES, step);
  uint8_t *parity = mm_at(data, PARITY, step), divisor[MOST + 1], rest[256 + MOST];
  generator(divisor, code->parity);
  for (size_t i = 0; i < data->n; i++, message += code->message, parity += code->parity) {
    memset(rest, 0, sizeof rest);
    memcpy(rest, message, code->message);
    for (uint32_t at = 0; at < code->message; at++)
      for (uint32_t k = code->parity + 1; k-- > 0;) rest[at + k] ^= product(rest[at], divisor[k]);
    memcpy(parity, rest + code->message, code->parity);
  }
}

// The example of ISO/IEC 18004 (QR Code), annex I: 01234567 as version 1-M.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint8_t message[] = {0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11,
                                    0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11};
  static const uint8_t parity[] = {0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55};
  if (index > 0) return 0;
  data->n = 1;
  prepare(data, sizeof message, sizeof parity);
  memcpy(mm_at(data, MESSAGES, 0), message, sizeof message);
  *expected = parity;
  return sizeof parity;
}

MM_WORKLOAD(.summary = "Reed-Solomon encoding, RS(255, 223), by tables of logarithms", .unit = "byte",
            .shape = shape, .fill = fill, .reference = reference, .known_answer = known_answer);
