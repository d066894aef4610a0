// SPDX-License-Identifier: Apache-2.0
// Finds where keys belong in a sorted table: the lower bound, by halving.
// Each probe waits for the last, or for a branch that nobody can predict: v3 gets the same code.
#include "inputs.h"
#include "marchmark.h"

enum { TABLE, KEYS, PLACES };

// Of a table that is never empty: for an empty one clang would have a case of its own, which calls memset.
static uint32_t lower_bound(const uint32_t *table, uint32_t size, uint32_t key) {
  uint32_t low = 0, high = size;
  do {
    uint32_t middle = low + (high - low) / 2;
    if (table[middle] < key)
      low = middle + 1;
    else
      high = middle;
  } while (low < high);
  return low;
}

static inline uint32_t table_size(uint64_t n) { return (uint32_t)(2 * n); }

static void run(const struct mm_data *data, uint64_t step) {
  const uint32_t *table = mm_at(data, TABLE, step), *keys = mm_at(data, KEYS, step);
  uint32_t *places = mm_at(data, PLACES, step);
  for (uint64_t i = 0; i < data->n; i++) places[i] = lower_bound(table, table_size(data->n), keys[i]);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 16;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 1 << 16),
                             .buffer = {[TABLE] = {table_size(n) * sizeof(uint32_t), MM_INPUT, MM_BYTES, 1},
                                        [KEYS] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [PLACES] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Ascending numbers, 1 in 8 of them twice or more; half of the keys are among them.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t *table = mm_at(data, TABLE, 0), size = table_size(data->n), value = 0;
  for (uint32_t i = 0; i < size; i++) {
    if (mm_below(&random, 8) > 0) value += 1 + mm_below(&random, 100);
    table[i] = value;
  }
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *keys = mm_at(data, KEYS, i);
    for (uint64_t k = 0; k < data->n; k++)
      keys[k] = mm_below(&random, 2) ? table[mm_below(&random, size)] : mm_below(&random, value + 2);
  }
}

// How many values of the table are below the key: steps of halved width, from the end.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *table = mm_at(data, TABLE, step), *keys = mm_at(data, KEYS, step);
  for (uint64_t k = 0; k < data->n; k++) {
    uint32_t below = 0;
    for (uint32_t width = 1u << 31; width > 0; width /= 2)
      if (width <= table_size(data->n) - below && table[below + width - 1] < keys[k]) below += width;
    ((uint32_t *)mm_at(data, PLACES, step))[k] = below;
  }
}

MM_WORKLOAD(.summary = "lower bounds in a sorted table, by binary search", .unit = "key", .shape = shape,
            .fill = fill, .reference = reference);
