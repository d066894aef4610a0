// SPDX-License-Identifier: Apache-2.0
// Range decoder of LZMA, as in xz: literals, whose bits have adaptive probabilities by the byte before.
// A product and a branch for each bit, each waiting for the last: nothing, but wider stores at the start.
#include <stdlib.h>

#include "inputs.h"
#include "marchmark.h"

enum { STREAM, PROBABILITIES, TEXT };
enum { CONTEXT_BITS = 3, CONTEXTS = 256 << CONTEXT_BITS, ONE = 1 << 11, RATE = 5, TOP = 1 << 24 };

struct decoder {
  const uint8_t *next;
  uint32_t range, code;
};

static inline uint32_t decode_bit(struct decoder *decoder, uint16_t *probability) {
  if (decoder->range < TOP) {
    decoder->range <<= 8;
    decoder->code = decoder->code << 8 | *decoder->next++;
  }
  uint32_t bound = decoder->range / ONE * *probability;
  if (decoder->code < bound) {
    decoder->range = bound;
    *probability += (ONE - *probability) >> RATE;
    return 0;
  }
  decoder->range -= bound;
  decoder->code -= bound;
  *probability -= *probability >> RATE;
  return 1;
}

static void decode(const uint8_t *stream, uint16_t *probabilities, size_t n, uint8_t *text) {
  struct decoder decoder = {stream + 5, UINT32_MAX, 0};
  for (int i = 1; i < 5; i++) decoder.code = decoder.code << 8 | stream[i];
  for (int i = 0; i < CONTEXTS; i++) probabilities[i] = ONE / 2;
  uint8_t last = 0;
  for (size_t i = 0; i < n; i++) {
    uint16_t *tree = probabilities + 256 * (last >> (8 - CONTEXT_BITS));
    uint32_t symbol = 1;
    while (symbol < 256) symbol = symbol << 1 | decode_bit(&decoder, tree + symbol);
    text[i] = last = (uint8_t)symbol;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  decode(mm_at(data, STREAM, step), mm_at(data, PROBABILITIES, step), data->n, mm_at(data, TEXT, step));
}

MM_CODE(.run = run);

static uint64_t stream_bytes(uint64_t n) { return n + n / 4 + 16; }

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n,
                        .instances = mm_instances(n, 1 << 20),
                        .buffer = {[STREAM] = {stream_bytes(n), MM_INPUT, MM_BYTES, 0},
                                   [PROBABILITIES] = {CONTEXTS * sizeof(uint16_t), MM_SCRATCH, MM_BYTES, 1},
                                   [TEXT] = {n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

struct encoder {
  uint8_t *first, *next;
  uint64_t low;
  uint32_t range;
};

// The upper byte of what is settled goes out; a carry runs back through the bytes before.
static void put_byte(struct encoder *encoder) {
  for (uint8_t *p = encoder->next; encoder->low >> 32 && ++*--p == 0;) continue;
  *encoder->next++ = (uint8_t)(encoder->low >> 24);
  encoder->low = encoder->low << 8 & UINT32_MAX;
}

static void encode(const struct mm_data *data, uint64_t step, const uint8_t *text) {
  static uint16_t probabilities[CONTEXTS];
  struct encoder encoder = {mm_at(data, STREAM, step), mm_at(data, STREAM, step), 0, UINT32_MAX};
  memset(encoder.first, 0, stream_bytes(data->n));
  encoder.next++;  // the first byte is there for a carry
  for (int i = 0; i < CONTEXTS; i++) probabilities[i] = ONE / 2;
  for (size_t i = 0; i < 8 * data->n; i++) {
    uint32_t context = i < 8 ? 0 : text[i / 8 - 1] >> (8 - CONTEXT_BITS);
    uint32_t symbol = (256u | text[i / 8]) >> (8 - i % 8), bit = text[i / 8] >> (7 - i % 8) & 1;
    uint16_t *probability = probabilities + 256 * context + symbol;
    uint32_t bound = encoder.range / ONE * *probability;
    encoder.low += bit ? bound : 0;
    encoder.range = bit ? encoder.range - bound : bound;
    *probability =
        (uint16_t)(bit ? *probability - *probability / 32 : *probability + (ONE - *probability) / 32);
    for (; encoder.range < TOP; encoder.range <<= 8) put_byte(&encoder);
    if (encoder.next > encoder.first + stream_bytes(data->n) - 5) abort();
  }
  for (int i = 0; i < 4; i++) put_byte(&encoder);
}

static void fill(const struct mm_data *data, uint64_t seed) {
  uint8_t *text = malloc(data->n);
  if (!text) abort();
  for (uint64_t i = 0; i < data->instances; i++) {
    mm_text((char *)text, data->n, seed + i);
    encode(data, i, text);
  }
  free(text);
}

// LZMA's specification, which refills after each bit, with the shifts as divisions and products.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *next = mm_at(data, STREAM, step);
  uint8_t *text = mm_at(data, TEXT, step);
  static uint16_t tree[1 << CONTEXT_BITS][256];
  uint64_t range = UINT32_MAX, code = 0;
  for (int i = 0; i < CONTEXTS; i++) tree[i / 256][i % 256] = 1024;
  for (int i = 0; i < 5; i++) code = code * 256 + *next++;
  for (size_t i = 0; i < data->n; i++) {
    uint32_t symbol = 1, context = i == 0 ? 0 : text[i - 1] / 32;
    for (int bit = 0; bit < 8; bit++) {
      uint16_t *zero = &tree[context][symbol];
      uint64_t bound = range / 2048 * *zero;
      int one = code >= bound;
      code = one ? code - bound : code;
      range = one ? range - bound : bound;
      *zero = (uint16_t)(one ? *zero - *zero / 32 : *zero + (2048 - *zero) / 32);
      symbol = symbol * 2 + (uint32_t)one;
      if (range < 0x1000000) range *= 256, code = code * 256 + *next++;
    }
    text[i] = (uint8_t)symbol;
  }
}

// What was encoded comes back.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint8_t text[] =
      "A range coder spends no more than a fraction of a bit on what it expects. \xff\xfe\0";
  if (index > 0) return 0;
  data->n = sizeof text;
  encode(data, 0, text);
  *expected = text;
  return sizeof text;
}

MM_WORKLOAD(.summary = "LZMA's range decoder, literals of text", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
