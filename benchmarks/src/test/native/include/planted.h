// SPDX-License-Identifier: Apache-2.0
//
// A workload that anybody can follow, for kernels with a planted fault: each word of the input, scrambled.
// A planted kernel defines the run; all the rest is here.
#ifndef MARCHMARK_PLANTED_H
#define MARCHMARK_PLANTED_H

#include "inputs.h"
#include "marchmark.h"

enum { IN, OUT };

static inline uint32_t planted_scramble(uint32_t word) { return (word ^ word >> 15) * 2654435761u; }

static inline void planted_scramble_all(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint32_t *out = mm_at(data, OUT, step);
  for (uint64_t i = 0; i < data->n; i++) out[i] = planted_scramble(in[i]);
}

static inline int planted_shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 2,
                             .buffer = {[IN] = {n * sizeof(uint32_t), MM_INPUT, MM_BYTES, 0},
                                        [OUT] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static inline void planted_fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint32_t *in = mm_at(data, IN, i);
    for (uint64_t j = 0; j < data->n; j++) in[j] = (uint32_t)mm_next(&random);
  }
}

static inline void planted_reference(const struct mm_data *data, uint64_t step) {
  const uint32_t *in = mm_at(data, IN, step);
  uint32_t *out = mm_at(data, OUT, step);
  for (uint64_t i = data->n; i-- > 0;) out[i] = (in[i] ^ in[i] / 32768) * 2654435761u;
}

#define PLANTED_WORKLOAD(...)                                                                               \
  MM_WORKLOAD(.unit = "word", .shape = planted_shape, .fill = planted_fill, .reference = planted_reference, \
              __VA_ARGS__)

#endif
