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

// Defines mm_file_NAME, which writes a block of the file of that name. build-package-reference says where it
// is.
#ifdef MM_REFERENCE
#define MM_FILE(name)                                                                                        \
  __asm__(".pushsection .rodata\nmm_begin_of_" #name ": .incbin \"" MM_PATH_OF_##name "\"\nmm_end_of_" #name \
                                                                                      ": .popsection");      \
  extern const char mm_begin_of_##name[] MM_DROPPED, mm_end_of_##name[] MM_DROPPED;                          \
  static void mm_file_##name(char *block, size_t size, uint64_t seed) {                                      \
    mm_file_part(block, size, seed, mm_begin_of_##name, mm_end_of_##name);                                   \
  }
#else
#define MM_FILE(name) \
  static void mm_file_##name(char *block, size_t size, uint64_t seed) { (void)block, (void)size, (void)seed; }
#endif

#endif
