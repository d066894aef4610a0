// SPDX-License-Identifier: Apache-2.0
// Finds the longest prefix that routes an IPv4 address, in a radix tree without one-way branches (PATRICIA).
// Loads that wait for the last; v3 has SHRX to compare prefixes, as v2 shifts by CL only.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { NODES, ADDRESSES, HOPS };

// Children are named by their place in memory, which moves; 0, the root, is nobody's child and stands for
// none.
struct node {
  uint32_t prefix, length;
  uint32_t hop;  // 0 where there is no route, just a fork
  uint32_t child[2];
};

// Bits count from the highest.
static inline int differs(uint32_t a, uint32_t b, uint32_t bits) {
  return (uint64_t)(a ^ b) >> (32 - bits) != 0;
}
static inline uint32_t bit_at(uint32_t a, uint32_t bit) { return a >> (31 - bit) & 1; }

static inline uint32_t look_up(const struct node *nodes, uint32_t address) {
  const struct node *node = nodes;
  uint32_t hop = 0;
  while (!differs(address, node->prefix, node->length)) {
    if (node->hop != 0) hop = node->hop;
    if (node->length == 32) break;
    uint32_t child = node->child[bit_at(address, node->length)];
    if (child == 0) break;
    node = nodes + child;
  }
  return hop;
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct node *nodes = mm_at(data, NODES, step);
  const uint32_t *addresses = mm_at(data, ADDRESSES, step);
  uint32_t *hops = mm_at(data, HOPS, step);
  for (uint64_t k = 0; k < data->n; k++) hops[k] = look_up(nodes, addresses[k]);
}

MM_CODE(.run = run);

// A route takes a node, and at most one where it forks off.
static inline uint32_t route_count(uint64_t n) { return (uint32_t)(n / 4 + 1); }
static inline uint32_t node_count(uint64_t n) { return 1 + 2 * route_count(n); }

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 18;
  *shape =
      (struct mm_shape){.n = n,
                        .work = n,
                        .instances = mm_instances(n, 1 << 15),
                        .buffer = {[NODES] = {node_count(n) * sizeof(struct node), MM_INPUT, MM_BYTES, 1},
                                   [ADDRESSES] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                   [HOPS] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Adds a route; `end` is the next unused node.
static void insert(struct node *nodes, uint32_t *end, struct node route) {
  uint32_t at = 0, *link = NULL;
  do {
    struct node *node = &nodes[at];
    uint32_t common = node->length < route.length ? node->length : route.length;
    while (differs(node->prefix, route.prefix, common)) common--;
    if (common == node->length && common == route.length) {
      node->hop = route.hop;
      return;
    }
    if (common < node->length) {  // a fork, or the route itself, comes between
      uint32_t fork = (*end)++;
      *link = fork;
      nodes[fork] = (struct node){route.prefix & ~(UINT32_MAX >> common), common, 0, {0, 0}};
      nodes[fork].child[bit_at(node->prefix, common)] = at;
      at = fork;
      continue;
    }
    link = &node->child[bit_at(route.prefix, common)];
    at = *link;
  } while (at != 0);
  *link = *end;
  nodes[(*end)++] = route;
}

// Lengths as in tables of the internet: 6 in 10 are /24, none is shorter than /16; 1 in 5 lies inside another
// one. 9 in 10 addresses have a route, beside the default.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const uint8_t lengths[20] = {24, 24, 24, 24, 24, 24, 24, 24, 24, 24,
                                      24, 24, 23, 23, 22, 22, 21, 20, 19, 16};
  struct mm_random random = mm_random(seed);
  struct node *nodes = mm_at(data, NODES, 0);
  uint32_t end = 1;
  memset(nodes, 0, node_count(data->n) * sizeof *nodes);
  nodes[0].hop = 1;  // the default route
  for (uint32_t k = 0; k < route_count(data->n); k++) {
    uint32_t length = lengths[mm_below(&random, 20)], address = (uint32_t)mm_next(&random);
    if (mm_below(&random, 4) == 0) {  // in a block that is routed, if one of 8 tries finds a shorter one
      const struct node *outer = nodes;
      for (int tries = 0; tries < 8 && (outer->hop < 2 || outer->length >= length); tries++)
        outer = &nodes[mm_below(&random, end)];
      if (outer->hop > 1 && outer->length < length)
        address = outer->prefix | (address & UINT32_MAX >> outer->length);
    }
    insert(nodes, &end,
           (struct node){address & ~(UINT32_MAX >> length), length, 2 + mm_below(&random, 64), {0, 0}});
  }
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *addresses = mm_at(data, ADDRESSES, i);
    for (uint64_t k = 0; k < data->n; k++) {
      const struct node *to = &nodes[mm_below(&random, end)];
      while (to->hop == 0) to = &nodes[mm_below(&random, end)];
      addresses[k] = (uint32_t)mm_next(&random);
      if (mm_below(&random, 10) < 9 && to != nodes)
        addresses[k] = to->prefix | (addresses[k] & UINT32_MAX >> to->length);
    }
  }
}

static int compare(const void *a, const void *b) {
  const struct node *x = a, *y = b;
  if (x->length != y->length) return x->length < y->length ? -1 : 1;
  return (x->prefix > y->prefix) - (x->prefix < y->prefix);
}

// In the sorted routes, a search for each length that a prefix can have, from the longest.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *addresses = mm_at(data, ADDRESSES, step);
  size_t size = node_count(data->n) * sizeof(struct node);
  struct node *routes = malloc(size);
  if (!routes) abort();
  memcpy(routes, mm_at(data, NODES, step), size);
  qsort(routes, node_count(data->n), sizeof *routes, compare);
  for (uint64_t k = 0; k < data->n; k++) {
    uint32_t hop = 1;
    for (uint32_t length = 32; length > 0 && hop == 1; length--) {
      struct node wanted = {.prefix = addresses[k] & ~(uint32_t)(UINT64_C(0xffffffff) >> length),
                            .length = length};
      const struct node *found = bsearch(&wanted, routes, node_count(data->n), sizeof *routes, compare);
      if (found && found->hop != 0) hop = found->hop;
    }
    ((uint32_t *)mm_at(data, HOPS, step))[k] = hop;
  }
  free(routes);
}

MM_WORKLOAD(.summary = "longest matching prefixes of IPv4 addresses, in a radix tree", .unit = "address",
            .shape = shape, .fill = fill, .reference = reference);
