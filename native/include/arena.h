// SPDX-License-Identifier: Apache-2.0
//
// What a library allocates during one call, taken out of a scratch buffer of the harness: the same memory for
// every variant, at the alignment of malloc, and nothing of the system's allocator in the time. For libraries
// with hooks.
#ifndef MARCHMARK_ARENA_H
#define MARCHMARK_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct mm_arena {
  char *next;
  size_t left;
};

// `bytes` more, aligned to 16, or NULL where they are not left.
static inline void *mm_take(struct mm_arena *arena, size_t bytes) {
  size_t whole = (bytes + 15) & ~(size_t)15;
  if (whole < bytes || whole > arena->left) return NULL;
  char *taken = arena->next;
  arena->next += whole;
  arena->left -= whole;
  return taken;
}

#endif
