// SPDX-License-Identifier: Apache-2.0
//
// Real files as inputs: those of `files`, which packages name in their descriptors. Their content is part of
// reference libraries, so that what is timed does not hold it.
#ifndef MARCHMARK_FILES_H
#define MARCHMARK_FILES_H

#include <string.h>

#include "inputs.h"
#include "marchmark.h"

// Copies `size` bytes of a file, from a place on that the seed decides; a file that ends begins again.
static inline void mm_file_part(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  size_t length = (size_t)(end - file);
  struct mm_random random = mm_random(seed);
  size_t at = mm_below(&random, (uint32_t)length);
  for (size_t part; size > 0; block += part, size -= part, at = 0) {
    part = length - at < size ? length - at : size;
    memcpy(block, file + at, part);
  }
}

// The first `text` from `at` on; NULL where there is none.
static inline const char *mm_find(const char *at, const char *end, const char *text) {
  size_t size = strlen(text);
  for (; (size_t)(end - at) >= size; at++)
    if (memcmp(at, text, size) == 0) return at;
  return NULL;
}

// Copies whole records of a file, each from an `opening` to the next `closing`, with the commas and blanks
// behind it: as many as fit one after the other, from a place on that the seed decides; a file that ends
// begins again. The rest of the block is blank.
static inline void mm_file_records(char *block, size_t size, uint64_t seed, const char *file, const char *end,
                                   const char *opening, const char *closing) {
  struct mm_random random = mm_random(seed);
  const char *at = file + mm_below(&random, (uint32_t)(end - file));
  memset(block, ' ', size);
  for (;;) {
    const char *record = mm_find(at, end, opening);
    if (!record) record = mm_find(file, end, opening);
    if (!record || !(at = mm_find(record, end, closing))) return;
    for (at += strlen(closing); at < end && memchr(", \t\n", *at, 4);) at++;
    size_t length = (size_t)(at - record);
    if (length > size) return;
    memcpy(block, record, length);
    block += length;
    size -= length;
  }
}

// The samples of a WAV file of 16 bits a sample, channels by turns.
struct mm_recording {
  const char *first;
  size_t count, at;
};

// From a frame on that the seed decides. A file is "RIFF", its size, "WAVE", and chunks: each a name, its
// size, and that many bytes.
static inline struct mm_recording mm_recording(const char *file, const char *end, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  size_t channels = 1;
  for (const char *chunk = file + 12; end - chunk > 8;) {
    uint32_t size;
    memcpy(&size, chunk + 4, sizeof size);
    if (memcmp(chunk, "fmt ", 4) == 0) channels = (uint8_t)chunk[10];
    chunk += 8;
    if (size > (size_t)(end - chunk)) size = (uint32_t)(end - chunk);
    size_t frames = size / 2 / channels;
    if (memcmp(chunk - 8, "data", 4) == 0 && frames > 0)
      return (struct mm_recording){chunk, frames * channels, mm_below(&random, (uint32_t)frames) * channels};
    chunk += size + size % 2;
  }
  return (struct mm_recording){"\0", 1, 0};
}

// The next sample; a file that ends begins again.
static inline int16_t mm_recorded(struct mm_recording *of) {
  int16_t sample;
  memcpy(&sample, of->first + 2 * of->at, sizeof sample);
  of->at = (of->at + 1) % of->count;
  return sample;
}

// Defines mm_file_NAME, which writes a block of the file of that name as `part` does, a function like
// mm_file_part. build-package-reference says where the file is.
#ifdef MM_REFERENCE
#define MM_FILE_AS(name, part)                                                                               \
  __asm__(".pushsection .rodata\nmm_begin_of_" #name ": .incbin \"" MM_PATH_OF_##name "\"\nmm_end_of_" #name \
                                                                                      ": .popsection");      \
  extern const char mm_begin_of_##name[] MM_DROPPED, mm_end_of_##name[] MM_DROPPED;                          \
  static void mm_file_##name(char *block, size_t size, uint64_t seed) {                                      \
    part(block, size, seed, mm_begin_of_##name, mm_end_of_##name);                                           \
  }
#else
#define MM_FILE_AS(name, part) \
  static void mm_file_##name(char *block, size_t size, uint64_t seed) { (void)block, (void)size, (void)seed; }
#endif
#define MM_FILE(name) MM_FILE_AS(name, mm_file_part)

#endif
