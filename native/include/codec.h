// SPDX-License-Identifier: Apache-2.0
//
// What the adapters of codecs share, those of compressors, pictures and sound. An adapter describes its
// codec, and MM_ENCODER or MM_DECODER makes a workload of it.
#ifndef MARCHMARK_CODEC_H
#define MARCHMARK_CODEC_H

#include <stdlib.h>

#include "arena.h"
#include "binaries.h"
#include "content.h"
#include "inputs.h"
#include "marchmark.h"

// How long a run over 16 KiB, the small size, takes: about half a millisecond, where the library allows.
enum mm_pace {
  MM_FAST = 0,  // less
  MM_SLOW,      // 0.2 to 1.5 ms; the medium size is not offered
  MM_SLOWEST,  // more: blocks are a quarter of the size, 4 KiB at small, as pages of compressing file systems
};

struct mm_codec {
  // Both return how many bytes they wrote to `to`, at most `room`, and 0 where they fail. No call depends on
  // another; what they allocate they take from `arena`, if the library has hooks for that, and a context that
  // asks the CPU what it can is made once, in memory by mm_keep.
  size_t (*encode)(const struct mm_codec *codec, void *to, size_t room, const void *from, size_t size,
                   struct mm_arena *arena);
  size_t (*decode)(const struct mm_codec *codec, void *to, size_t room, const void *from, size_t size,
                   struct mm_arena *arena);

  size_t (*room)(size_t size);  // that a block of `size` bytes may take encoded
  size_t (*memory)(const struct mm_codec *codec, size_t size);  // the arena's for such a block; NULL: none
  void (*input)(char *block, size_t size, uint64_t seed);       // writes such a block

  // The size of a block for runs over `bytes` bytes, 0 where there is none; NULL: a block has any size.
  size_t (*block)(const struct mm_codec *codec, uint64_t bytes);

  // Whether what was decoded represents the block well; NULL: nothing is lost, so they are equal.
  int (*alike)(const struct mm_codec *codec, const void *decoded, const void *block, size_t size);

  // Reduces what an encoder's stream decodes to to what all good streams have in common; NULL: all of it.
  void (*common)(void *decoded, size_t size);

  int setting;         // what the library is told: a level, a quality
  uint32_t unit_size;  // bytes of a block that count as one unit of work
  uint32_t type;       // enum mm_type of what is decoded

  enum mm_pace pace;
};

enum { MM_BLOCK, MM_ENCODED, MM_DECODED, MM_MEMORY };

static inline void mm_binary_block(char *block, size_t size, uint64_t seed) {
  mm_binary((uint8_t *)block, size, seed);
}

static inline struct mm_arena mm_codec_arena(const struct mm_codec *codec, const struct mm_data *data) {
  if (!codec->memory) return (struct mm_arena){NULL, 0};
  return (struct mm_arena){mm_at(data, MM_MEMORY, 0), codec->memory(codec, data->n)};
}

static inline void mm_encode(const struct mm_codec *codec, const struct mm_data *data, uint64_t step) {
  struct mm_content *encoded = mm_at(data, MM_ENCODED, step);
  const void *block = mm_at(data, MM_BLOCK, step);
  struct mm_arena arena = mm_codec_arena(codec, data);
  size_t room = codec->room(data->n);
  mm_finish(encoded, codec->encode(codec, encoded->bytes, room, block, data->n, &arena), room);
}

// Leaves zeros where the library fails, or decodes to another size.
static inline void mm_decode(const struct mm_codec *codec, const struct mm_data *data, uint64_t step) {
  const struct mm_content *encoded = mm_at(data, MM_ENCODED, step);
  void *decoded = mm_at(data, MM_DECODED, step);
  struct mm_arena arena = mm_codec_arena(codec, data);
  if (codec->decode(codec, decoded, data->n, encoded->bytes, encoded->size, &arena) != data->n)
    memset(decoded, 0, data->n);
}

static inline int mm_is_alike(const struct mm_codec *codec, const void *decoded, const void *block,
                              size_t size) {
  return codec->alike ? codec->alike(codec, decoded, block, size) : memcmp(decoded, block, size) == 0;
}

static inline int mm_codec_shape(const struct mm_codec *codec, uint64_t bytes, enum mm_role encoded,
                                 enum mm_role decoded, struct mm_shape *shape) {
  uint64_t most = codec->pace == MM_FAST ? 1 << 20 : 64 << 10;
  if (bytes > most) return 0;
  uint64_t n = codec->pace == MM_SLOWEST ? bytes / 4 : bytes;
  if (codec->block) n = codec->block(codec, n);
  if (n == 0) return 0;
  size_t memory = codec->memory ? codec->memory(codec, n) : 0;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n / codec->unit_size,
                        .instances = mm_instances(n, codec->pace == MM_SLOWEST ? 256 << 10 : 1 << 20),
                        .buffer = {[MM_BLOCK] = {n, MM_INPUT, MM_BYTES, 0},
                                   [MM_ENCODED] = {mm_content_bytes(codec->room(n)), encoded, MM_BYTES, 0},
                                   [MM_DECODED] = {decoded == MM_UNUSED ? 0 : n, decoded, codec->type, 0},
                                   [MM_MEMORY] = {memory, memory > 0 ? MM_SCRATCH : MM_UNUSED, MM_BYTES, 1}}};
  return 1;
}

static inline void mm_fill_blocks(const struct mm_codec *codec, const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) codec->input(mm_at(data, MM_BLOCK, i), data->n, seed + i);
}

// For decoders. Where the codec loses something, the block becomes what the reference's library decodes, if
// that is alike; else it stays as it is, so that no result equals it.
static inline void mm_fill_encoded(const struct mm_codec *codec, const struct mm_data *data, uint64_t seed) {
  mm_fill_blocks(codec, data, seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    void *block = mm_at(data, MM_BLOCK, i), *decoded = mm_at(data, MM_DECODED, i);
    mm_encode(codec, data, i);
    mm_decode(codec, data, i);
    if (mm_is_alike(codec, decoded, block, data->n)) memcpy(block, decoded, data->n);
  }
}

// Of an encoder: what the reference's library makes of the block, spoilt unless it decodes to the block.
static inline void mm_expect_encoded(const struct mm_codec *codec, const struct mm_data *data,
                                     uint64_t step) {
  struct mm_data decoding = *data;
  decoding.buffer[MM_DECODED].base = malloc(data->n);
  decoding.buffer[MM_DECODED].stride = 0;
  void *decoded = decoding.buffer[MM_DECODED].base;
  if (!decoded) abort();
  mm_encode(codec, data, step);
  mm_decode(codec, &decoding, step);
  if (!mm_is_alike(codec, decoded, mm_at(data, MM_BLOCK, step), data->n))
    memset(mm_at(data, MM_ENCODED, step), 0xff, sizeof(struct mm_content));
  free(decoded);
}

// Of a decoder.
static inline void mm_expect_decoded(const struct mm_codec *codec, const struct mm_data *data,
                                     uint64_t step) {
  (void)codec;
  memcpy(mm_at(data, MM_DECODED, step), mm_at(data, MM_BLOCK, step), data->n);
}

// Of an encoder that decides by floats: what its stream decodes to, as it may be another one at another
// level.
static inline void mm_interpret_encoded(const struct mm_codec *codec, const struct mm_data *data,
                                        uint64_t step) {
  mm_decode(codec, data, step);
  if (codec->common) codec->common(mm_at(data, MM_DECODED, step), data->n);
}

// The stream goes, so that an encoder that writes nothing can't pass.
static inline void mm_expect_decodable(const struct mm_codec *codec, const struct mm_data *data,
                                       uint64_t step) {
  void *decoded = mm_at(data, MM_DECODED, step);
  mm_encode(codec, data, step);
  mm_decode(codec, data, step);
  int good = mm_is_alike(codec, decoded, mm_at(data, MM_BLOCK, step), data->n);
  mm_interpret_encoded(codec, data, step);
  if (!good) memset(decoded, 0xff, data->n);
  mm_finish(mm_at(data, MM_ENCODED, step), 0, codec->room(data->n));
}

#define MM_CODEC(codec, runs, fills, expects, encoded, decoded, ...)                                  \
  static void run(const struct mm_data *data, uint64_t step) { runs(&(codec), data, step); }          \
  MM_CODE(.run = run);                                                                                \
  static int shape(uint64_t bytes, struct mm_shape *shape) {                                          \
    return mm_codec_shape(&(codec), bytes, encoded, decoded, shape);                                  \
  }                                                                                                   \
  static void fill(const struct mm_data *data, uint64_t seed) { fills(&(codec), data, seed); }        \
  static void reference(const struct mm_data *data, uint64_t step) { expects(&(codec), data, step); } \
  MM_WORKLOAD(.shape = shape, .fill = fill, .reference = reference, __VA_ARGS__)

// The workloads of a struct mm_codec. After it come summary and unit, and the tolerance if there is one. An
// encoder's output is compared bit for bit, that of one that decides by floats as it decodes.
#define MM_ENCODER(codec, ...) \
  MM_CODEC(codec, mm_encode, mm_fill_blocks, mm_expect_encoded, MM_OUTPUT, MM_UNUSED, __VA_ARGS__)
#define MM_FLOAT_ENCODER(codec, ...)                                                     \
  static void interpret(const struct mm_data *data, uint64_t step) {                     \
    mm_interpret_encoded(&(codec), data, step);                                          \
  }                                                                                      \
  MM_CODEC(codec, mm_encode, mm_fill_blocks, mm_expect_decodable, MM_SCRATCH, MM_OUTPUT, \
           .interpret = interpret, __VA_ARGS__)
#define MM_DECODER(codec, ...) \
  MM_CODEC(codec, mm_decode, mm_fill_encoded, mm_expect_decoded, MM_INPUT, MM_OUTPUT, __VA_ARGS__)

#endif
