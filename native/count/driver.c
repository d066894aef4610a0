// SPDX-License-Identifier: Apache-2.0
//
// Runs one library of one workload and has counted what the runs execute, and nothing else:
//   driver REFERENCE_LIBRARY LIBRARY BYTES STEPS           by callgrind, under which it is started
//   driver REFERENCE_LIBRARY LIBRARY BYTES STEPS PASSES    by the CPU; prints instructions and cycles of each
//   pass driver probe                                           fails where the CPU does not count
// It counts once the first run has left what the reference leaves: an emulation that computes something else
// counts something else. Says on stderr what is wrong.
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counters.h"
#include "marchmark.h"
#include "results.h"

enum { ALIGNMENT = 4096, STRIDE = 64, SEED = 1 };
// Of callgrind.h, which a host need not have: 'C', 'T' and the number of the request.
enum { TOGGLE_COLLECT = 0x43540002, START_INSTRUMENTATION = 0x43540004 };

static struct mm_shape shape;
static struct mm_data data;
static char *pristine[MM_BUFFERS], *expected[MM_BUFFERS];

static void fail(const char *what, const char *which) {
  fprintf(stderr, "%s%s\n", what, which);
  exit(1);
}

// Tells valgrind something; without valgrind these instructions do nothing (valgrind.h, amd64).
static void request(uint64_t number) {
  volatile uint64_t arguments[6] = {number};
  uint64_t result = 0;
  __asm__ volatile(
      "rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\txchgq %%rbx, %%rbx"
      : "+d"(result)
      : "a"(&arguments[0])
      : "cc", "memory");
}

static const void *load(const char *file, const char *symbol) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) fail("can't be loaded: ", dlerror());
  const void *address = dlsym(library, symbol);
  if (!address) fail("lacks ", symbol);
  if (*(const uint32_t *)address != MM_ABI) fail("is of another version of the contract: ", symbol);
  return address;
}

static char *allocate(uint64_t bytes) {
  char *memory = aligned_alloc(ALIGNMENT, (bytes + ALIGNMENT) / ALIGNMENT * ALIGNMENT);
  if (!memory) fail("not enough memory", "");
  return memory;
}

static uint64_t all_bytes(int b) {
  return data.buffer[b].stride ? data.instances * data.buffer[b].stride : shape.buffer[b].bytes;
}

// What a run reads must be what it was, or later steps would do other work.
static void restore(void) {
  for (int b = 0; b < MM_BUFFERS; b++)
    if (pristine[b]) memcpy(data.buffer[b].base, pristine[b], all_bytes(b));
}

// What must be written before it is read starts as `spoil`.
static void first_step(void (*run)(const struct mm_data *data, uint64_t step), int spoil) {
  restore();
  for (int b = 0; b < MM_BUFFERS; b++)
    if (shape.buffer[b].role == MM_OUTPUT || shape.buffer[b].role == MM_SCRATCH)
      memset(data.buffer[b].base, spoil, all_bytes(b));
  run(&data, 0);
}

static void prepare(const struct mm_workload *workload, uint64_t bytes, uint64_t steps) {
  if (!workload->shape(bytes, &shape)) fail("does not offer this size", "");
  data.n = shape.n;
  data.instances = shape.instances < steps ? shape.instances : steps;
  for (int b = 0; b < MM_BUFFERS; b++) {
    data.buffer[b].stride = shape.buffer[b].shared ? 0 : (shape.buffer[b].bytes + STRIDE) / STRIDE * STRIDE;
    data.buffer[b].base = allocate(all_bytes(b));
  }
  workload->fill(&data, SEED);
  for (int b = 0; b < MM_BUFFERS; b++)
    if (shape.buffer[b].role == MM_UPDATED || shape.buffer[b].role == MM_CONSUMED)
      pristine[b] = memcpy(allocate(all_bytes(b)), data.buffer[b].base, all_bytes(b));
}

static void nothing(const struct mm_data *some, uint64_t step) {
  (void)some;
  (void)step;
}

static void count_by_callgrind(void (*run)(const struct mm_data *data, uint64_t step), uint64_t steps) {
  request(START_INSTRUMENTATION);
  for (uint64_t step = 0; step < steps; step++) {
    restore();
    request(TOGGLE_COLLECT);
    run(&data, step);
    request(TOGGLE_COLLECT);
  }
}

static struct mm_counted pass(int counters, void (*run)(const struct mm_data *data, uint64_t step),
                              uint64_t steps) {
  struct mm_counted counted;
  for (uint64_t step = 0; step < steps; step++) {
    restore();
    mm_start_counting(counters);
    run(&data, step);
    mm_stop_counting(counters);
  }
  if (!mm_take_counted(counters, &counted))
    fail("the CPU's counters stand still, or another program has them", "");
  return counted;
}

static int opened_counters(void) {
  int counters = mm_open_counters();
  if (counters < 0) fail("the CPU's counters can't be opened: ", strerror(errno));
  return counters;
}

static uint64_t less(uint64_t from, uint64_t what) { return from > what ? from - what : 0; }

// Less what starting and stopping count themselves.
static void count_by_cpu(void (*run)(const struct mm_data *data, uint64_t step), uint64_t steps,
                         uint64_t passes) {
  int counters = opened_counters();
  pass(counters, run, steps);  // warms up
  for (; passes > 0; passes--) {
    struct mm_counted own = pass(counters, nothing, steps), all = pass(counters, run, steps);
    printf("%" PRIu64 " %" PRIu64 "\n", less(all.instructions, own.instructions),
           less(all.cycles, own.cycles));
  }
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "probe") == 0) {
    pass(opened_counters(), nothing, 1000);
    return 0;
  }
  if (argc != 5 && argc != 6) fail("usage: driver REFERENCE_LIBRARY LIBRARY BYTES STEPS [PASSES]", "");
  const struct mm_workload *workload = load(argv[1], "mm_workload");
  const struct mm_code *code = load(argv[2], "mm_code");
  uint64_t steps = strtoull(argv[4], NULL, 10);
  prepare(workload, strtoull(argv[3], NULL, 10), steps);
  if (code->open && !(data.state = code->open(&data))) fail("open() returns NULL", "");

  first_step(workload->reference, 0xee);
  for (int b = 0; b < MM_BUFFERS; b++)
    expected[b] = memcpy(allocate(shape.buffer[b].bytes), data.buffer[b].base, shape.buffer[b].bytes);
  first_step(code->run, 0x11);
  if (workload->interpret) workload->interpret(&data, 0);
  for (int b = 0; b < MM_BUFFERS; b++)
    if (mm_is_result(shape.buffer[b].role) &&
        !mm_agree(shape.buffer[b].type, expected[b], data.buffer[b].base, shape.buffer[b].bytes,
                  workload->tolerance))
      fail("computes something else than the reference", "");

  if (argc == 5)
    count_by_callgrind(code->run, steps);
  else
    count_by_cpu(code->run, steps, strtoull(argv[5], NULL, 10));
  return 0;
}
