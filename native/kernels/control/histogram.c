// SPDX-License-Identifier: Apache-2.0
// Adds to counts how often each byte occurs in a picture, as coders and image tools do first.
// Each count is a load and a store at an address from memory: v3 gets the same code.
#include "inputs.h"
#include "marchmark.h"

enum { BYTES, COUNTS };

static void count_bytes(uint32_t counts[256], const uint8_t *p, size_t n) {
  for (size_t i = 0; i < n; i++) counts[p[i]]++;
}

static void run(const struct mm_data *data, uint64_t step) {
  count_bytes(mm_at(data, COUNTS, step), mm_at(data, BYTES, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = 1,
                             .buffer = {[BYTES] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [COUNTS] = {256 * sizeof(uint32_t), MM_UPDATED, MM_BYTES, 0}}};
  return 1;
}

// About as many rows as columns; where the last one is not whole, it repeats the one above.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *counts = mm_at(data, COUNTS, i);
    for (int byte = 0; byte < 256; byte++) counts[byte] = mm_below(&random, 1000);
    uint8_t *bytes = mm_at(data, BYTES, i);
    uint32_t width = 4;
    while (16 * (uint64_t)width * width <= data->n) width *= 2;
    mm_picture(bytes, width, (uint32_t)(data->n / (4 * width)), seed + i);
    for (uint64_t k = data->n / (4 * width) * 4 * width; k < data->n; k++) bytes[k] = bytes[k - 4 * width];
  }
}

// One value after the other.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bytes = mm_at(data, BYTES, step);
  uint32_t *counts = mm_at(data, COUNTS, step);
  for (int value = 0; value < 256; value++)
    for (uint64_t i = 0; i < data->n; i++) counts[value] += bytes[i] == value;
}

MM_WORKLOAD(.summary = "histogram of the bytes of a picture", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference);
