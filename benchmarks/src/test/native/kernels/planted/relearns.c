// SPDX-License-Identifier: Apache-2.0
// Sorts the same 1024 keys again and again, so that branch predictors learn them by heart: what a second
// variant of it runs in between teaches them otherwise.
#include "planted.h"

enum { KEYS, COUNT = 1024 };

static void sort(uint32_t *keys, int64_t low, int64_t high) {
  while (low < high) {
    uint32_t pivot = keys[(low + high) / 2];
    int64_t i = low, j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i <= j) {
        uint32_t key = keys[i];
        keys[i++] = keys[j];
        keys[j--] = key;
      }
    }
    sort(keys, low, j);
    low = i;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  sort(mm_at(data, KEYS, step), 0, (int64_t)data->n - 1);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  (void)bytes;
  *shape = (struct mm_shape){.n = COUNT,
                             .work = COUNT,
                             .instances = 1,
                             .buffer = {[KEYS] = {COUNT * sizeof(uint32_t), MM_CONSUMED, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t *keys = mm_at(data, KEYS, 0);
  for (uint64_t i = 0; i < data->n; i++) keys[i] = (uint32_t)mm_next(&random);
}

// By insertion.
static void reference(const struct mm_data *data, uint64_t step) {
  uint32_t *keys = mm_at(data, KEYS, step);
  for (uint64_t i = 1; i < data->n; i++) {
    uint32_t key = keys[i];
    uint64_t j = i;
    for (; j > 0 && keys[j - 1] > key; j--) keys[j] = keys[j - 1];
    keys[j] = key;
  }
}

MM_WORKLOAD(.summary = "sorts keys that predictors know by heart", .unit = "key", .shape = shape,
            .fill = fill, .reference = reference);
