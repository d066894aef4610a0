// SPDX-License-Identifier: Apache-2.0
// Looks keys up in an open-addressing hash table (linear probing, 60 % full); 70 % of them are there.
// Loads and branches that nobody can predict: v3 has nothing for them, just SHRX for the hash's shift.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { TABLE, KEYS, VALUES };

struct slot {
  uint32_t key, value;  // key 0: empty
};

// The table has the power of two of slots that is at most n, which is the number of keys to look up.
static inline int log2_slots(uint64_t n) { return 63 - __builtin_clzll(n); }

static inline uint32_t slot_of(uint32_t key, int log2) { return (key * 0x9e3779b1u) >> (32 - log2); }

static void probe(uint32_t *values, const struct slot *table, int log2, const uint32_t *keys, size_t n) {
  uint32_t mask = (1u << log2) - 1;
  for (size_t i = 0; i < n; i++) {
    uint32_t key = keys[i], value = 0;
    for (uint32_t at = slot_of(key, log2); table[at].key != 0; at = (at + 1) & mask) {
      if (table[at].key == key) {
        value = table[at].value;
        break;
      }
    }
    values[i] = value;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  probe(mm_at(data, VALUES, step), mm_at(data, TABLE, step), log2_slots(data->n), mm_at(data, KEYS, step),
        data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 16;
  uint64_t batch = n * sizeof(uint32_t);
  *shape =
      (struct mm_shape){.n = n,
                        .work = n,
                        .instances = mm_instances(batch, 2 << 20),
                        .buffer = {[TABLE] = {sizeof(struct slot) << log2_slots(n), MM_INPUT, MM_BYTES, 1},
                                   [KEYS] = {batch, MM_INPUT, MM_BYTES, 0},
                                   [VALUES] = {batch, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  struct slot *table = mm_at(data, TABLE, 0);
  int log2 = log2_slots(data->n);
  uint32_t slots = 1u << log2;
  memset(table, 0, slots * sizeof *table);
  for (uint32_t used = 0; used < slots * UINT64_C(3) / 5;) {
    uint32_t key = (uint32_t)mm_next(&random) | 1, at = slot_of(key, log2);
    while (table[at].key != 0 && table[at].key != key) at = (at + 1) & (slots - 1);
    used += table[at].key == 0;
    table[at] = (struct slot){key, (uint32_t)mm_next(&random)};
  }
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *keys = mm_at(data, KEYS, i);
    for (uint64_t k = 0; k < data->n; k++) {
      uint32_t at = mm_below(&random, slots);
      while (table[at].key == 0) at = mm_below(&random, slots);
      keys[k] = mm_below(&random, 10) < 7 ? table[at].key : (uint32_t)mm_next(&random) | 1;
    }
  }
}

static int compare(const void *a, const void *b) {
  uint32_t x = ((const struct slot *)a)->key, y = ((const struct slot *)b)->key;
  return (x > y) - (x < y);
}

// Binary search in a sorted copy of the table.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *keys = mm_at(data, KEYS, step);
  uint32_t *values = mm_at(data, VALUES, step);
  size_t slots = (size_t)1 << log2_slots(data->n);
  struct slot *sorted = malloc(slots * sizeof *sorted);
  if (!sorted) abort();
  memcpy(sorted, mm_at(data, TABLE, step), slots * sizeof *sorted);
  qsort(sorted, slots, sizeof *sorted, compare);
  for (uint64_t k = 0; k < data->n; k++) {
    struct slot wanted = {keys[k], 0};
    const struct slot *found = bsearch(&wanted, sorted, slots, sizeof *sorted, compare);
    values[k] = found ? found->value : 0;
  }
  free(sorted);
}

MM_WORKLOAD(.summary = "look-ups in a hash table with linear probing, 70 % of them found", .unit = "key",
            .shape = shape, .fill = fill, .reference = reference);
