// SPDX-License-Identifier: Apache-2.0
//
// A whole block of slices runs in here, compiled once for the baseline, so that every slice of every
// variant is entered by the same code in the same state (METHODOLOGY.md, "A block").
#define _GNU_SOURCE
#include <alloca.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "marchmark.h"
#include "shim.h"

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// Work that is always the same and touches no memory, about 5 us: what it takes shows the CPU's effective
// frequency.
__attribute__((noinline)) static int64_t fixed_work_ns(void) {
  uint64_t x = 1;
  int64_t start = now_ns();
  for (int i = 0; i < 4096; i++) {
    x = x * 6364136223846793005u + 1442695040888963407u;
    __asm__ volatile("" : "+r"(x));
  }
  return now_ns() - start;
}

static void put_back(const struct mm_restore *restore, uint64_t instances, uint64_t step, uint64_t calls) {
  for (; restore->bytes > 0; restore++) {
    uint64_t count = restore->stride == 0 ? 1 : calls < instances ? calls : instances;
    for (uint64_t i = 0; i < count; i++) {
      uint64_t at = ((step + i) & (instances - 1)) * restore->stride;
      memcpy(restore->to + at, restore->from + at, restore->bytes);
    }
  }
}

// Nanoseconds that `calls` calls take, without the time to put back what they destroyed.
__attribute__((noinline)) static int64_t slice(const struct mm_side *side, const struct mm_restore *restore,
                                               uint64_t step, uint64_t calls, uint64_t calls_per_restore,
                                               int upper_halves) {
  int64_t elapsed = 0;
  while (calls > 0) {
    uint64_t chunk = calls < calls_per_restore ? calls : calls_per_restore;
    put_back(restore, side->data->instances, step, chunk);
    // Upper halves that HotSpot or the slice before left dirty would slow legacy SSE code down.
    if (upper_halves) __asm__ volatile("vzeroupper");
    int64_t start = now_ns();
    for (uint64_t i = 0; i < chunk; i++) side->run(side->data, step + i);
    elapsed += now_ns() - start;
    step += chunk;
    calls -= chunk;
  }
  return elapsed;
}

MM_EXPORTED int64_t mm_block(const struct mm_side *sides, const struct mm_restore *restore, int32_t slices,
                             const int8_t *order, const int64_t *steps, const int64_t *calls,
                             int64_t calls_per_restore, int64_t stack_shift, int64_t *elapsed,
                             int64_t *usage) {
  // The stack's alignment, too, is drawn for each fork.
  volatile char *shift = alloca((size_t)stack_shift + 1);
  shift[0] = 0;
  int upper_halves = mm_has_upper_halves();

  usage[MM_FIXED_WORK_NS] = fixed_work_ns();
  struct rusage before, after;
  getrusage(RUSAGE_THREAD, &before);
  usage[MM_FIRST_CPU] = sched_getcpu();
  usage[MM_START_NS] = now_ns();
  for (int32_t i = 0; i < slices; i++)
    elapsed[i] = slice(&sides[order[i]], restore, (uint64_t)steps[i], (uint64_t)calls[i],
                       (uint64_t)calls_per_restore, upper_halves);
  usage[MM_END_NS] = now_ns();
  usage[MM_LAST_CPU] = sched_getcpu();
  getrusage(RUSAGE_THREAD, &after);
  usage[MM_INVOLUNTARY_SWITCHES] = after.ru_nivcsw - before.ru_nivcsw;
  usage[MM_VOLUNTARY_SWITCHES] = after.ru_nvcsw - before.ru_nvcsw;
  usage[MM_MINOR_FAULTS] = after.ru_minflt - before.ru_minflt;
  usage[MM_MAJOR_FAULTS] = after.ru_majflt - before.ru_majflt;
  return usage[MM_END_NS] - usage[MM_START_NS];
}
