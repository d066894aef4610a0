// SPDX-License-Identifier: Apache-2.0
//
// Plants a fault into any kernel: a variant's flags put this before the kernel's own text (-include) and
// choose the fault (-DMM_MUTATION=...). It takes the place of MM_CODE and MM_WORKLOAD, so kernels need no
// change.
#ifndef MARCHMARK_MUTATED_H
#define MARCHMARK_MUTATED_H

#include "marchmark.h"

#define MM_NOTHING 1     // the run does nothing
#define MM_OFF_BY_ONE 2  // the last element of each result is left as it was, or changed if the run leaves it
#define MM_OVERRUN 3     // the byte after each result is cleared as well

static int mutated_is_result(uint32_t role) {
  return role == MM_OUTPUT || role == MM_UPDATED || role == MM_CONSUMED;
}

// The shape that the data was made for: it knows the size of each buffer. Zeros where there is none, as for a
// known answer, which no fault gets as far as.
static inline struct mm_shape mutated_shape(int (*shape)(uint64_t, struct mm_shape *), uint64_t n) {
  for (uint64_t bytes = 64; bytes < 1 << 20; bytes++) {
    struct mm_shape found = {0};
    if (shape(bytes, &found) && found.n == n) return found;
  }
  return (struct mm_shape){0};
}

// Of an updated buffer the last byte alone may be what it was: the exponent of a sum, the top of a count.
static inline uint64_t mutated_width(uint64_t bytes, uint32_t role, uint32_t type) {
  if (role == MM_OUTPUT && type == MM_BYTES) return 1;
  return bytes < 8 ? bytes : 8;
}

// Volatile, or the compiler would call memcpy, which kernels may not.
static inline void mutated(void (*run)(const struct mm_data *, uint64_t), struct mm_shape shape,
                           const struct mm_data *data, uint64_t step) {
  volatile unsigned char kept[MM_BUFFERS][8];
  for (int i = 0; i < MM_BUFFERS; i++) {
    uint64_t bytes = shape.buffer[i].bytes,
             width = mutated_width(bytes, shape.buffer[i].role, shape.buffer[i].type);
    volatile unsigned char *buffer = mm_at(data, i, step);
    for (uint64_t j = 0; mutated_is_result(shape.buffer[i].role) && j < width; j++)
      kept[i][j] = buffer[bytes - width + j];
  }
  if (MM_MUTATION != MM_NOTHING) run(data, step);
  for (int i = 0; i < MM_BUFFERS; i++) {
    if (!mutated_is_result(shape.buffer[i].role)) continue;
    uint64_t bytes = shape.buffer[i].bytes,
             width = mutated_width(bytes, shape.buffer[i].role, shape.buffer[i].type);
    volatile unsigned char *buffer = mm_at(data, i, step);
    if (MM_MUTATION == MM_OFF_BY_ONE) {
      int changed = 0;
      for (uint64_t j = 0; j < width; j++) {
        changed |= buffer[bytes - width + j] != kept[i][j];
        buffer[bytes - width + j] = kept[i][j];
      }
      if (!changed) buffer[bytes - 1] ^= 1;
    }
    if (MM_MUTATION == MM_OVERRUN) buffer[bytes] = 0;
  }
}

#undef MM_CODE
#define MM_CODE(...)                                                                   \
  static const char mm_fact_isa[] MM_FACT = "isa_full=" MM_STRING(MM_ISA_FULL);        \
  static const char mm_fact_needed[] MM_FACT = "isa_needed=" MM_STRING(MM_ISA_NEEDED); \
  static const struct mm_code mutated_code = {__VA_ARGS__};                            \
  static void mutated_run(const struct mm_data *data, uint64_t step);                  \
  extern const struct mm_code mm_code;                                                 \
  MM_EXPORT_CODE const struct mm_code mm_code = {                                      \
      .abi = MM_ABI, .isa_level = MM_ISA_FULL, __VA_ARGS__, .run = mutated_run}

#undef MM_WORKLOAD
#define MM_WORKLOAD(...)                                                                   \
  static const struct mm_workload mutated_workload = {__VA_ARGS__};                        \
  static void mutated_run(const struct mm_data *data, uint64_t step) {                     \
    mutated(mutated_code.run, mutated_shape(mutated_workload.shape, data->n), data, step); \
  }                                                                                        \
  extern const struct mm_workload mm_workload

#endif
