// SPDX-License-Identifier: Apache-2.0
//
// Access to a workload and its memory for Java, which so needs no offsets of C structs.
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shim.h"

static size_t mapped_bytes(int64_t bytes) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return ((size_t)bytes + page - 1) / page * page + 2 * page;
}

MM_EXPORTED void *mm_map(int64_t bytes) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), all = mapped_bytes(bytes);
  char *memory = mmap(NULL, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  if (mprotect(memory + page, all - 2 * page, PROT_READ | PROT_WRITE) != 0) {
    munmap(memory, all);
    return NULL;
  }
  return memory + page;
}

MM_EXPORTED void mm_unmap(void *memory, int64_t bytes) {
  munmap((char *)memory - sysconf(_SC_PAGESIZE), mapped_bytes(bytes));
}

MM_EXPORTED int32_t mm_shape_of(const struct mm_workload *workload, int64_t bytes, int64_t *flat) {
  struct mm_shape shape;
  memset(&shape, 0, sizeof shape);
  if (!workload->shape((uint64_t)bytes, &shape)) return 0;
  *flat++ = (int64_t)shape.n;
  *flat++ = (int64_t)shape.work;
  *flat++ = (int64_t)shape.instances;
  for (int i = 0; i < MM_BUFFERS; i++) {
    *flat++ = (int64_t)shape.buffer[i].bytes;
    *flat++ = shape.buffer[i].role;
    *flat++ = shape.buffer[i].type;
    *flat++ = shape.buffer[i].shared;
  }
  return 1;
}

MM_EXPORTED int64_t mm_data_bytes(void) { return sizeof(struct mm_data); }

MM_EXPORTED void mm_data_init(struct mm_data *data, int64_t n, int64_t instances, void *const *bases,
                              const int64_t *strides) {
  data->n = (uint64_t)n;
  data->instances = (uint64_t)instances;
  data->state = NULL;
  for (int i = 0; i < MM_BUFFERS; i++) {
    data->buffer[i].base = bases[i];
    data->buffer[i].stride = (uint64_t)strides[i];
  }
}

// The ABI number comes first in both, so that an unknown one can be refused before anything else is read.
MM_EXPORTED int32_t mm_abi_of(const void *code_or_workload) {
  const uint32_t *abi = code_or_workload;
  return (int32_t)*abi;
}

MM_EXPORTED int32_t mm_isa_level_of(const struct mm_code *code) { return (int32_t)code->isa_level; }

MM_EXPORTED const void *mm_run_of(const struct mm_code *code) {
  const void *address;
  memcpy(&address, &code->run, sizeof address);  // ISO C has no cast from function to object pointer
  return address;
}

MM_EXPORTED int32_t mm_has_state(const struct mm_code *code) { return code->open != NULL; }

MM_EXPORTED int32_t mm_open(const struct mm_code *code, struct mm_data *data) {
  data->state = code->open(data);
  return data->state != NULL;
}

MM_EXPORTED void mm_close(const struct mm_code *code, struct mm_data *data) {
  if (code->close && data->state) code->close(data->state);
  data->state = NULL;
}

MM_EXPORTED const char *mm_summary_of(const struct mm_workload *workload) { return workload->summary; }

MM_EXPORTED const char *mm_unit_of(const struct mm_workload *workload) { return workload->unit; }

MM_EXPORTED double mm_tolerance_of(const struct mm_workload *workload) { return workload->tolerance; }

MM_EXPORTED void mm_fill(const struct mm_workload *workload, const struct mm_data *data, int64_t seed) {
  workload->fill(data, (uint64_t)seed);
}

MM_EXPORTED void mm_reference(const struct mm_workload *workload, const struct mm_data *data, int64_t step) {
  workload->reference(data, (uint64_t)step);
}

MM_EXPORTED void mm_interpret(const struct mm_workload *workload, const struct mm_data *data, int64_t step) {
  if (workload->interpret) workload->interpret(data, (uint64_t)step);
}

MM_EXPORTED void mm_run(const struct mm_code *code, const struct mm_data *data, int64_t step) {
  code->run(data, (uint64_t)step);
}

MM_EXPORTED int64_t mm_known_answer(const struct mm_workload *workload, int32_t index, struct mm_data *data,
                                    void *expected, int64_t capacity) {
  if (!workload->known_answer) return -1;
  const void *answer = NULL;
  size_t bytes = workload->known_answer((unsigned)index, data, &answer);
  memcpy(expected, answer, bytes < (size_t)capacity ? bytes : (size_t)capacity);
  return (int64_t)bytes;
}
