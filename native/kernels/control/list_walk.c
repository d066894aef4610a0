// SPDX-License-Identifier: Apache-2.0
// Walks a linked list and adds its values up.
// Each load waits for the last: v3 gets the same code.
#include "inputs.h"
#include "marchmark.h"

enum { NODES, SUM };

// 32 bytes, the least that malloc hands out. Links count nodes, as the memory moves; 0, the head, ends the
// list.
struct node {
  uint64_t next;
  int64_t value;
  uint64_t rest[2];
};

static int64_t walk(const struct node *nodes) {
  int64_t sum = 0;
  uint64_t at = 0;
  do {
    sum += nodes[at].value;
    at = nodes[at].next;
  } while (at != 0);
  return sum;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(int64_t *)mm_at(data, SUM, step) = walk(mm_at(data, NODES, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(struct node) / 2 * 2;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[NODES] = {n * sizeof(struct node), MM_INPUT, MM_BYTES, 0},
                                        [SUM] = {sizeof(int64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Two nodes each lie in a row, as they were allocated; these pairs follow in any order, as in a list that has
// lived: one cycle through all of them, by Sattolo's shuffle.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct node *nodes = mm_at(data, NODES, i);
    for (uint64_t k = 0; k < data->n; k++)
      nodes[k] = (struct node){k ^ 1, (int64_t)mm_next(&random) >> 32, {mm_next(&random), mm_next(&random)}};
    for (uint64_t second = data->n - 1; second > 1; second -= 2) {
      uint64_t other = 2 * mm_below(&random, (uint32_t)second / 2) + 1, held = nodes[second].next;
      nodes[second].next = nodes[other].next;
      nodes[other].next = held;
    }
  }
}

// All nodes, in the order of memory.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct node *nodes = mm_at(data, NODES, step);
  int64_t sum = 0;
  for (uint64_t k = 0; k < data->n; k++) sum += nodes[k].value;
  *(int64_t *)mm_at(data, SUM, step) = sum;
}

MM_WORKLOAD(.summary = "walk of a linked list, half of its links to somewhere else", .unit = "node",
            .shape = shape, .fill = fill, .reference = reference);
