// SPDX-License-Identifier: Apache-2.0
//
// Memory for libraries with hooks: what they allocate during one call, taken out of a scratch buffer of the
// harness, the same memory for every variant, at the alignment of malloc, and nothing of the system's
// allocator in the time; and what they keep from call to call.
#ifndef MARCHMARK_ARENA_H
#define MARCHMARK_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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

// `bytes` that stay with the library, for a context that programs make once and use for many blocks: making
// it may ask the CPU what it can, and in a virtual machine that question traps and takes 10 us and more.
// Whole pages, so that every variant has it at the same alignment.
static inline void *mm_keep(size_t bytes) {
  void *kept = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (!kept) abort();
  return kept;
}

#endif
