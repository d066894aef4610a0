// SPDX-License-Identifier: Apache-2.0
//
// Checks the one workload that it is linked with, under AddressSanitizer and UBSan: its code against its
// reference and known answers, at small and odd sizes, one instance at a time. Each buffer has its exact size
// and poisoned memory around it. Says on stderr what is wrong; on stdout, only why this CPU can't run it.
#include <sanitizer/asan_interface.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results.h"
#include "shim.h"

extern const struct mm_code mm_code;
extern const struct mm_workload mm_workload;

enum { POISONED = 4096, SEEDS = 2, STEPS = 3, KNOWN_ANSWERS_SIZE = 16384 };

static const uint64_t sizes[] = {64, 100, 333, 1000, 4099, 16384, 65536};
static char checked[256];  // what is being checked, for messages
static int failed;
static struct mm_shape shape;
static struct mm_data data;

static void fail(const char *what, int b) {
  fprintf(stderr, "%s: %s %d\n", checked, what, b);
  failed = 1;
}

static void stopped(int signal) {
  fprintf(stderr, "%s: stopped by signal %d; see above\n", checked, signal);
  _Exit(1);
}

static char *allocate(uint64_t bytes) {
  char *memory = malloc(POISONED + bytes + POISONED);
  if (!memory) abort();
  ASAN_POISON_MEMORY_REGION(memory, POISONED);
  ASAN_POISON_MEMORY_REGION(memory + POISONED + bytes, POISONED);
  return memory + POISONED;
}

static char *copy_of(const void *from, uint64_t bytes) { return memcpy(allocate(bytes), from, bytes); }

// What must be written before it is read starts as `spoil`.
static void run(void (*code)(const struct mm_data *data, uint64_t step), uint64_t step, char *const *filled,
                int spoil) {
  for (int b = 0; b < MM_BUFFERS; b++) {
    memcpy(data.buffer[b].base, filled[b], shape.buffer[b].bytes);
    if (shape.buffer[b].role == MM_OUTPUT || shape.buffer[b].role == MM_SCRATCH)
      memset(data.buffer[b].base, spoil, shape.buffer[b].bytes);
  }
  code(&data, step);
  for (int b = 0; b < MM_BUFFERS; b++)
    if (shape.buffer[b].role == MM_INPUT &&
        memcmp(data.buffer[b].base, filled[b], shape.buffer[b].bytes) != 0)
      fail("writes to input buffer", b);
}

static void check_result(int b, const void *expected, uint64_t bytes) {
  if (!mm_agree(shape.buffer[b].type, expected, data.buffer[b].base, bytes, mm_workload.tolerance))
    fail("wrong result in buffer", b);
}

// Some steps, or where `answer` is not negative, that known answer. Returns 0 where there is no such answer.
static size_t check(const char *id, uint64_t bytes, uint64_t seed, int answer) {
  char *filled[MM_BUFFERS], *expected[MM_BUFFERS];
  const void *known = NULL;
  memset(&shape, 0, sizeof shape);
  if (!mm_workload.shape(bytes, &shape)) return 0;
  snprintf(checked, sizeof checked, "%s: %d bytes, seed %d, known answer %d", id, (int)bytes, (int)seed,
           answer);
  if (answer < 0) *strrchr(checked, ',') = 0;
  data = (struct mm_data){.n = shape.n, .instances = 1};
  for (int b = 0; b < MM_BUFFERS; b++) data.buffer[b].base = allocate(shape.buffer[b].bytes);
  mm_workload.fill(&data, seed);
  size_t known_bytes = answer < 0 ? 0 : mm_workload.known_answer((unsigned)answer, &data, &known);
  for (int b = 0; b < MM_BUFFERS; b++) filled[b] = copy_of(data.buffer[b].base, shape.buffer[b].bytes);
  if (mm_code.open && !(data.state = mm_code.open(&data))) fail("open() returns NULL for instance", 0);

  for (uint64_t step = 0; step < (answer < 0 ? STEPS : known_bytes > 0); step++) {
    // Both must write all of an output, except for a known answer, which may be shorter.
    run(mm_workload.reference, step, filled, known_bytes > 0 ? 0x11 : 0xee);
    for (int b = 0; b < MM_BUFFERS; b++) expected[b] = copy_of(data.buffer[b].base, shape.buffer[b].bytes);
    run(mm_code.run, step, filled, 0x11);
    if (mm_workload.interpret) mm_workload.interpret(&data, step);
    for (int b = 0; b < MM_BUFFERS; b++) {
      if (mm_is_result(shape.buffer[b].role)) {
        check_result(b, expected[b], shape.buffer[b].bytes);
        if (known) check_result(b, known, known_bytes);
        known = NULL;  // it is that of the first result
      }
      free(expected[b] - POISONED);
    }
  }

  if (mm_code.close && data.state) mm_code.close(data.state);
  for (int b = 0; b < MM_BUFFERS; b++) {
    free(data.buffer[b].base - POISONED);
    free(filled[b] - POISONED);
  }
  return known_bytes;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const char *missing = mm_missing_feature((int32_t)mm_code.isa_level);
  if (missing) {
    printf("sanitize: not run at x86-64-v%d, as this CPU lacks %s\n", (int)mm_code.isa_level, missing);
    return 0;
  }
  signal(SIGABRT, stopped);
  signal(SIGILL, stopped);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    for (uint64_t seed = 0; seed < SEEDS; seed++) check(argv[1], sizes[i], seed, -1);
  for (int answer = 0; mm_workload.known_answer && check(argv[1], KNOWN_ANSWERS_SIZE, 0, answer);) answer++;
  return failed;
}
