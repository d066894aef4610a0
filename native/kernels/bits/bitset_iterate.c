// SPDX-License-Identifier: Apache-2.0
// Lists the positions of a bitmap's set bits, lowest first, as Roaring bitmaps and schedulers do.
// v3 clears the lowest set bit with one instruction (BLSR) instead of two.
#include "columns.h"
#include "marchmark.h"

enum { BITMAP, POSITIONS };

static void list(const uint64_t *words, size_t n, uint32_t *positions) {
  for (size_t i = 0; i < n; i++)
    for (uint64_t word = words[i]; word != 0; word &= word - 1)
      *positions++ = (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(word);
}

static void run(const struct mm_data *data, uint64_t step) {
  list(mm_at(data, BITMAP, step), data->n, mm_at(data, POSITIONS, step));
}

MM_CODE(.run = run);

// Eight bits of each word are set, on average and in all.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (sizeof(uint64_t) + 8 * sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = 8 * n,
                             .instances = mm_instances(bytes, 4 << 20),
                             .buffer = {[BITMAP] = {n * sizeof(uint64_t), MM_INPUT, MM_BYTES, 0},
                                        [POSITIONS] = {8 * n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++)
    mm_bitmap(mm_at(data, BITMAP, i), data->n, 8 * data->n, seed + i);
}

static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *bytes = mm_at(data, BITMAP, step);
  uint32_t *positions = mm_at(data, POSITIONS, step);
  for (uint32_t bit = 0; bit < 64 * data->n; bit++)
    if (bytes[bit / 8] & 1 << bit % 8) *positions++ = bit;
}

MM_WORKLOAD(.summary = "positions of a bitmap's set bits", .unit = "bit", .shape = shape, .fill = fill,
            .reference = reference);
