// SPDX-License-Identifier: Apache-2.0
// Shifts each word of an array by its own distance, as decoders of bit-packed columns do.
// v2 shifts by CL only, and a vector by one distance: v3 has SHRX, and VPSRLVD where the compiler vectorises.
#include "columns.h"
#include "marchmark.h"

enum { WORDS, DISTANCES, SHIFTED };

static void shift(const uint32_t *restrict words, const uint32_t *restrict distances, size_t n,
                  uint32_t *restrict shifted) {
  for (size_t i = 0; i < n; i++) shifted[i] = words[i] >> distances[i];
}

static void run(const struct mm_data *data, uint64_t step) {
  shift(mm_at(data, WORDS, step), mm_at(data, DISTANCES, step), data->n, mm_at(data, SHIFTED, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (3 * sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[WORDS] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [DISTANCES] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [SHIFTED] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Packed words look random; the distances, 32 less the width, stay the same for a while.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint32_t *words = mm_at(data, WORDS, 0);
  for (size_t i = 0; i < data->n; i++) words[i] = (uint32_t)mm_next(&random);
  mm_runs(mm_at(data, DISTANCES, 0), data->n, 32, seed);
}

// Halved as often as the distance says.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *words = mm_at(data, WORDS, step), *distances = mm_at(data, DISTANCES, step);
  uint32_t *shifted = mm_at(data, SHIFTED, step);
  for (size_t i = 0; i < data->n; i++) {
    shifted[i] = words[i];
    for (uint32_t left = distances[i]; left > 0; left--) shifted[i] /= 2;
  }
}

MM_WORKLOAD(.summary = "shifts of 32-bit words, each by its own distance", .unit = "word", .shape = shape,
            .fill = fill, .reference = reference);
