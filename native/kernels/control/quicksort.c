// SPDX-License-Identifier: Apache-2.0
// Sorts 32-bit keys in place: quicksort by median of three, insertion sort for what is short.
// Compares, branches that nobody can predict, and moves: v3 has nothing better for them.
#include <stdlib.h>

#include "inputs.h"
#include "marchmark.h"

enum { KEYS };

static inline void swap(int32_t *a, int32_t *b) {
  int32_t held = *a;
  *a = *b;
  *b = held;
}

static void insertion_sort(int32_t *first, int32_t *last) {
  for (int32_t *next = first + 1; next <= last; next++) {
    int32_t key = *next, *hole = next;
    for (; hole > first && hole[-1] > key; hole--) *hole = hole[-1];
    *hole = key;
  }
}

// Recursion on the shorter part only, so that the stack stays shallow whatever the keys.
static void quicksort(int32_t *first, int32_t *last) {
  while (last - first >= 16) {
    int32_t *middle = first + (last - first) / 2;
    if (*middle < *first) swap(middle, first);
    if (*last < *middle) swap(last, middle);
    if (*middle < *first) swap(middle, first);
    int32_t pivot = *middle, *left = first, *right = last;
    for (;;) {  // the ends are on their side already and stop both scans
      while (*++left < pivot) continue;
      while (*--right > pivot) continue;
      if (left >= right) break;
      swap(left, right);
    }
    if (right - first < last - right) {
      quicksort(first, right);
      first = right + 1;
    } else {
      quicksort(right + 1, last);
      last = right;
    }
  }
  insertion_sort(first, last);
}

static void run(const struct mm_data *data, uint64_t step) {
  int32_t *keys = mm_at(data, KEYS, step);
  quicksort(keys, keys + data->n - 1);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(int32_t);
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(bytes, 4 << 20),
                             .buffer = {[KEYS] = {n * sizeof(int32_t), MM_CONSUMED, MM_BYTES, 0}}};
  return 1;
}

// Stretches of 1 to 32 keys: half of them unordered, a quarter ascending, a quarter of 64 frequent keys.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    int32_t *keys = mm_at(data, KEYS, i);
    uint32_t left = 0, kind = 0, key = 0;
    for (uint64_t k = 0; k < data->n; k++, left--) {
      if (left == 0) {
        left = 1 + mm_below(&random, 32);
        kind = mm_below(&random, 4);
        key = (uint32_t)mm_next(&random);
      }
      if (kind == 0)
        key = mm_below(&random, 64) * 0x3ffffff;
      else
        key = kind == 1 ? key + mm_below(&random, 1000) : (uint32_t)mm_next(&random);
      keys[k] = (int32_t)key;
    }
  }
}

static int compare(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

static void reference(const struct mm_data *data, uint64_t step) {
  qsort(mm_at(data, KEYS, step), data->n, sizeof(int32_t), compare);
}

MM_WORKLOAD(.summary = "quicksort of 32-bit keys, partly ordered and with duplicates", .unit = "key",
            .shape = shape, .fill = fill, .reference = reference);
