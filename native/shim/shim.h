// SPDX-License-Identifier: Apache-2.0
//
// What Java calls. Everything that knows the contract's memory layout is on this side.
#ifndef MARCHMARK_SHIM_H
#define MARCHMARK_SHIM_H

#include <stdint.h>

#include "marchmark.h"

// One handle of a block: a variant's library on the fork's memory.
struct mm_side {
  void (*run)(const struct mm_data *data, uint64_t step);
  const struct mm_data *data;
};

// What a slice destroys, and where its pristine copy is; a list ends with bytes == 0.
struct mm_restore {
  char *to;
  const char *from;
  uint64_t bytes, stride;
};

// Indexes of a block's usage record.
enum mm_usage {
  MM_START_NS,
  MM_END_NS,
  MM_INVOLUNTARY_SWITCHES,
  MM_VOLUNTARY_SWITCHES,
  MM_MINOR_FAULTS,
  MM_MAJOR_FAULTS,
  MM_FIRST_CPU,
  MM_LAST_CPU,
  MM_FIXED_WORK_NS,
  MM_USAGE_SIZE
};

// 1 where the CPU has AVX and the system saves its registers.
MM_EXPORTED int32_t mm_has_upper_halves(void);

// Runs `slices` slices: order[i] names the side of slice i, steps[i] its first step and calls[i] its number
// of calls, elapsed[i] receives its nanoseconds. What the calls destroy is put back, untimed, before every
// `calls_per_restore` calls. Returns the nanoseconds of the whole block.
MM_EXPORTED int64_t mm_block(const struct mm_side *sides, const struct mm_restore *restore, int32_t slices,
                             const int8_t *order, const int64_t *steps, const int64_t *calls,
                             int64_t calls_per_restore, int64_t stack_shift, int64_t *elapsed,
                             int64_t *usage);

// What one call in a slice costs beside the code called, in nanoseconds.
MM_EXPORTED double mm_call_nanos(void);

// How many times longer legacy SSE code takes with dirty upper halves of the AVX registers; 0 without AVX.
MM_EXPORTED double mm_dirty_upper_ratio(void);

// The highest x86-64 level, 1 to 4, that the CPU has and the system enables.
MM_EXPORTED int32_t mm_cpu_level(void);

// Registers eax, ebx, ecx, edx of a CPUID leaf and subleaf; zeros where the leaf does not exist.
MM_EXPORTED void mm_cpuid(int32_t leaf, int32_t subleaf, int32_t registers[4]);

// The name of a feature of `level` that the host lacks, or NULL.
MM_EXPORTED const char *mm_missing_feature(int32_t level);

// Anonymous memory between two guard pages, or NULL. `bytes` is rounded up to pages.
MM_EXPORTED void *mm_map(int64_t bytes);
MM_EXPORTED void mm_unmap(void *memory, int64_t bytes);

// The path of the file that holds the code at `address`, or NULL.
MM_EXPORTED const char *mm_file_of(const void *address);

// The name of a function that this file holds and calls, but whose calls end in another file; NULL where
// there is none.
MM_EXPORTED const char *mm_called_elsewhere(const void *address);

// A workload's shape at a size, flattened: n, work, instances, then bytes, role, type, shared of each
// buffer. Returns 0 where the workload does not offer the size.
MM_EXPORTED int32_t mm_shape_of(const struct mm_workload *workload, int64_t bytes, int64_t *flat);

// Writes a struct mm_data, whose size is mm_data_bytes(), to `data`.
MM_EXPORTED int64_t mm_data_bytes(void);
MM_EXPORTED void mm_data_init(struct mm_data *data, int64_t n, int64_t instances, void *const *bases,
                              const int64_t *strides);

MM_EXPORTED int32_t mm_abi_of(const void *code_or_workload);
MM_EXPORTED int32_t mm_isa_level_of(const struct mm_code *code);
MM_EXPORTED const void *mm_run_of(const struct mm_code *code);
// Whether the code keeps a private state, which is opened and closed by the next two; 0 where open() fails.
MM_EXPORTED int32_t mm_has_state(const struct mm_code *code);
MM_EXPORTED int32_t mm_open(const struct mm_code *code, struct mm_data *data);
MM_EXPORTED void mm_close(const struct mm_code *code, struct mm_data *data);

MM_EXPORTED const char *mm_summary_of(const struct mm_workload *workload);
MM_EXPORTED const char *mm_unit_of(const struct mm_workload *workload);
MM_EXPORTED double mm_tolerance_of(const struct mm_workload *workload);
MM_EXPORTED void mm_fill(const struct mm_workload *workload, const struct mm_data *data, int64_t seed);
MM_EXPORTED void mm_reference(const struct mm_workload *workload, const struct mm_data *data, int64_t step);
// Turns what a run left into what is compared, for workloads for which these differ.
MM_EXPORTED void mm_interpret(const struct mm_workload *workload, const struct mm_data *data, int64_t step);
MM_EXPORTED void mm_run(const struct mm_code *code, const struct mm_data *data, int64_t step);
// The number of bytes that the first result must start with after one run, copied to `expected` (at most
// `capacity`); 0 where there is no such case, -1 where the workload has no known answers at all.
MM_EXPORTED int64_t mm_known_answer(const struct mm_workload *workload, int32_t index, struct mm_data *data,
                                    void *expected, int64_t capacity);

#endif
