// SPDX-License-Identifier: Apache-2.0
// Allocates and frees small blocks from a list for each size, as malloc's bins and slab caches do.
// Loads, stores and branches that nobody can predict: v3 gets the same code but to clear the list heads.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { REQUESTS, HELD, ARENA, BLOCKS };

struct request {
  uint32_t owner, size;  // size 0: frees what the owner holds
};

enum { UNIT = 16, CLASSES = 17, HEADER = 4 };

// Words of an arena of units. A block starts with its class, how many units it has; while it is free, the
// next free one of the class follows. Blocks are named by their word, as the arena moves; 0 is none.
struct heap {
  uint32_t *words, used, capacity;
  uint32_t free[CLASSES];
};

static inline uint32_t allocate(struct heap *heap, uint32_t size) {
  uint32_t units = (size + HEADER + UNIT - 1) / UNIT, block = heap->free[units];
  if (block != 0) {
    heap->free[units] = heap->words[block + 1];
    return block;
  }
  uint32_t size_in_words = units * (UNIT / sizeof(uint32_t));
  if (heap->capacity - heap->used < size_in_words) return 0;
  block = heap->used;
  heap->used += size_in_words;
  heap->words[block] = units;
  return block;
}

static inline void release(struct heap *heap, uint32_t block) {
  if (block == 0) return;
  uint32_t units = heap->words[block];
  heap->words[block + 1] = heap->free[units];
  heap->free[units] = block;
}

static void serve(uint32_t *blocks, struct heap *heap, uint32_t *held, const struct request *requests,
                  size_t n) {
  for (size_t i = 0; i < n; i++) {
    struct request request = requests[i];
    if (request.size == 0)
      release(heap, held[request.owner]);
    else
      held[request.owner] = allocate(heap, request.size);
    blocks[i] = held[request.owner];
  }
}

// Owners and arena grow with the requests; a block has 73 bytes with its header, on average.
static inline uint32_t owner_count(uint64_t n) { return (uint32_t)(n / 7 + 8); }
static inline uint32_t arena_words(uint64_t n) { return owner_count(n) * 28; }

static void run(const struct mm_data *data, uint64_t step) {
  struct heap heap = {mm_at(data, ARENA, step), UNIT / sizeof(uint32_t), arena_words(data->n), {0}};
  serve(mm_at(data, BLOCKS, step), &heap, mm_at(data, HELD, step), mm_at(data, REQUESTS, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 29;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n,
                        .instances = mm_instances(n, 1 << 17),
                        .buffer = {[REQUESTS] = {n * sizeof(struct request), MM_INPUT, MM_BYTES, 0},
                                   [HELD] = {owner_count(n) * sizeof(uint32_t), MM_SCRATCH, MM_BYTES, 1},
                                   [ARENA] = {arena_words(n) * sizeof(uint32_t), MM_SCRATCH, MM_BYTES, 1},
                                   [BLOCKS] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// 9 allocations to 7 frees, as of a program that grows. Three quarters of the frees take one of the 8
// youngest blocks, as most die young, the others any; sizes are those of strings, nodes and small records,
// most below 64 bytes.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const uint8_t sizes[16] = {8, 16, 16, 24, 24, 24, 32, 32, 40, 48, 48, 64, 80, 96, 160, 240};
  struct mm_random random = mm_random(seed);
  uint32_t owners = owner_count(data->n);
  uint32_t *order = malloc(owners * sizeof *order);  // those that hold a block, by age, then the others
  if (!order) abort();
  for (uint64_t i = 0; i < data->instances; i++) {
    struct request *requests = mm_at(data, REQUESTS, i);
    uint32_t holding = 0;
    for (uint32_t k = 0; k < owners; k++) order[k] = k;
    for (uint64_t k = 0; k < data->n; k++) {
      if (holding == 0 || (holding < owners && mm_below(&random, 16) < 9)) {
        requests[k] = (struct request){order[holding++], sizes[mm_below(&random, 16)]};
        continue;
      }
      uint32_t young = holding < 8 || mm_below(&random, 4) == 0 ? holding : 8;
      uint32_t at = holding - 1 - mm_below(&random, young), owner = order[at];
      requests[k] = (struct request){owner, 0};
      holding--;
      memmove(order + at, order + at + 1, (holding - at) * sizeof *order);
      order[holding] = owner;
    }
  }
  free(order);
}

// Without links: for each class, the places of its free blocks in an array, the last freed on top.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct request *requests = mm_at(data, REQUESTS, step);
  uint32_t *blocks = mm_at(data, BLOCKS, step), owners = owner_count(data->n), used = UNIT;
  uint32_t count[CLASSES] = {0};
  uint32_t *spare = malloc(CLASSES * data->n * sizeof *spare);
  struct request *last = calloc(owners, sizeof *last);  // the block and its class
  if (!spare || !last) abort();
  for (uint64_t k = 0; k < data->n; k++) {
    struct request *held = &last[requests[k].owner];
    if (requests[k].size > 0) {
      uint32_t class = (requests[k].size + HEADER + UNIT - 1) / UNIT;
      *held = (struct request){0, class};
      if (count[class] > 0) {
        held->owner = spare[class * data->n + --count[class]];
      } else if (used + UNIT * class <= 4 * arena_words(data->n)) {
        held->owner = used;
        used += UNIT * class;
      }
    } else if (held->owner != 0) {
      spare[held->size * data->n + count[held->size]++] = held->owner;
    }
    blocks[k] = held->owner / 4;
  }
  free(spare);
  free(last);
}

MM_WORKLOAD(.summary = "allocating and freeing small blocks from free lists", .unit = "request",
            .shape = shape, .fill = fill, .reference = reference);
