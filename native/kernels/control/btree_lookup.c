// SPDX-License-Identifier: Apache-2.0
// Looks keys up in a B+ tree with nodes of 2 cache lines, as indexes in memory have them.
// Waits for loads and unpredictable branches: the same code for v3, but vectors from GCC 15 at -O3.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { NODES, KEYS, VALUES };

enum { MOST = 15 };

// Children are named by their place in memory, which moves. In a leaf there are values instead.
struct node {
  uint16_t height, count;  // of keys
  uint32_t key[MOST];      // of an inner node: the smallest of the child after it
  uint32_t child[MOST + 1];
};

static inline uint32_t look_up(const struct node *nodes, uint32_t key) {
  const struct node *node = nodes;
  for (;;) {
    uint32_t i = 0;
    while (i < node->count && node->key[i] < key) i++;
    int found = i < node->count && node->key[i] == key;
    if (node->height == 0) return found ? node->child[i] : 0;
    node = nodes + node->child[i + found];
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct node *nodes = mm_at(data, NODES, step);
  const uint32_t *keys = mm_at(data, KEYS, step);
  uint32_t *values = mm_at(data, VALUES, step);
  for (uint64_t k = 0; k < data->n; k++) values[k] = look_up(nodes, keys[k]);
}

MM_CODE(.run = run);

// The root comes first, then the leaves in order, then each level above.
static inline uint32_t node_count(uint64_t n) { return (uint32_t)(n / 16 + 2); }

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 16;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n,
                        .instances = mm_instances(n, 1 << 16),
                        .buffer = {[NODES] = {node_count(n) * sizeof(struct node), MM_INPUT, MM_BYTES, 1},
                                   [KEYS] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                   [VALUES] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static uint32_t smallest(const struct node *nodes, uint32_t at) {
  while (nodes[at].height > 0) at = nodes[at].child[0];
  return nodes[at].key[0];
}

// As many leaves as fit with the levels above them, where a node has at least 8 children, or all that are
// left.
static uint32_t leaf_count(uint64_t n) {
  for (uint32_t leaves = node_count(n) - 1;; leaves--) {
    uint32_t nodes = 1 + leaves;
    for (uint32_t level = leaves; level > 1; nodes += level) level = (level + 7) / 8;
    if (nodes <= node_count(n)) return leaves;
  }
}

// Nodes are filled by half at least and by three quarters on average, as after many insertions.
static void build(struct node *nodes, uint64_t n, struct mm_random *random) {
  uint32_t leaves = leaf_count(n), key = 0, first = 1, end = 1;
  memset(nodes, 0, node_count(n) * sizeof *nodes);
  for (; end <= leaves; end++) {
    nodes[end].count = (uint16_t)(8 + mm_below(random, MOST - 7));
    for (uint32_t i = 0; i < nodes[end].count; i++) {
      nodes[end].key[i] = key += 1 + mm_below(random, 500);
      nodes[end].child[i] = (uint32_t)mm_next(random) | 1;
    }
  }
  while (end - first > 1) {
    uint32_t child = first, last = end;
    for (first = end; child < last; end++) {
      uint32_t children = 8 + mm_below(random, MOST - 6);
      if (children > last - child) children = last - child;
      nodes[end].height = (uint16_t)(nodes[child].height + 1);
      nodes[end].count = (uint16_t)(children - 1);
      for (uint32_t i = 0; i < children; i++, child++) {
        nodes[end].child[i] = child;
        if (i > 0) nodes[end].key[i - 1] = smallest(nodes, child);
      }
    }
  }
  nodes[0] = nodes[end - 1];
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  struct node *nodes = mm_at(data, NODES, 0);
  build(nodes, data->n, &random);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *keys = mm_at(data, KEYS, i);
    for (uint64_t k = 0; k < data->n; k++) {
      const struct node *leaf = &nodes[1 + mm_below(&random, leaf_count(data->n))];
      keys[k] = leaf->key[mm_below(&random, leaf->count)];
      if (mm_below(&random, 10) >= 7) keys[k] += mm_below(&random, 250);
    }
  }
}

// All leaves in a row, and a search for the last one that starts at or below the key.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct node *nodes = mm_at(data, NODES, step), *leaves = nodes + 1;
  const uint32_t *keys = mm_at(data, KEYS, step);
  uint32_t *values = mm_at(data, VALUES, step);
  for (uint64_t k = 0; k < data->n; k++) {
    uint32_t leaf = 0, width = leaf_count(data->n);
    for (; width > 1; width -= width / 2)
      if (leaves[leaf + width / 2].key[0] <= keys[k]) leaf += width / 2;
    values[k] = 0;
    for (uint32_t i = 0; i < leaves[leaf].count; i++)
      if (leaves[leaf].key[i] == keys[k]) values[k] = leaves[leaf].child[i];
  }
}

MM_WORKLOAD(.summary = "look-ups in a B+ tree, 70 % of them found", .unit = "key", .shape = shape,
            .fill = fill, .reference = reference);
