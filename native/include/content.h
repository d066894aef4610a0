// SPDX-License-Identifier: Apache-2.0
//
// Content of a size that is only known when it is written, in a buffer of fixed size that is compared in
// full.
#ifndef MARCHMARK_CONTENT_H
#define MARCHMARK_CONTENT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct mm_content {
  uint64_t size, zero;  // a header of 16 bytes, so that the content is aligned as the buffer is
  uint8_t bytes[];
};

// Of a buffer for content of at most `room` bytes.
static inline uint64_t mm_content_bytes(uint64_t room) { return sizeof(struct mm_content) + room; }

// Says how much of the room was written, and clears the rest.
static inline void mm_finish(struct mm_content *content, size_t size, size_t room) {
  content->size = size;
  content->zero = 0;
  memset(content->bytes + size, 0, room - size);
}

#endif
