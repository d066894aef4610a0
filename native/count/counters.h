// SPDX-License-Identifier: Apache-2.0
//
// The CPU's own counters, of this thread and of user code only (perf_event_open(2)).
#ifndef MARCHMARK_COUNTERS_H
#define MARCHMARK_COUNTERS_H

#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct mm_counted {
  uint64_t instructions, cycles;
};

static inline int mm_counter(uint64_t event, int leader) {
  // Pinned: where another program has taken the counters they fail, instead of counting a part of the time.
  struct perf_event_attr attributes = {.type = PERF_TYPE_HARDWARE,
                                       .size = sizeof attributes,
                                       .config = event,
                                       .read_format = PERF_FORMAT_GROUP,
                                       .disabled = leader < 0,
                                       .pinned = leader < 0,
                                       .exclude_kernel = 1,
                                       .exclude_hv = 1};
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, leader, 0);
}

// Returns what counts instructions and cycles together, or -1 with errno.
static inline int mm_open_counters(void) {
  int leader = mm_counter(PERF_COUNT_HW_INSTRUCTIONS, -1);
  return leader < 0 || mm_counter(PERF_COUNT_HW_CPU_CYCLES, leader) < 0 ? -1 : leader;
}

static inline void mm_start_counting(int counters) {
  ioctl(counters, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP);
}

static inline void mm_stop_counting(int counters) {
  ioctl(counters, PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP);
}

// What was counted since the last time; returns 0 where the counters failed or stand still.
static inline int mm_take_counted(int counters, struct mm_counted *counted) {
  struct {
    uint64_t number;
    struct mm_counted values;
  } group;
  if (read(counters, &group, sizeof group) != sizeof group) return 0;
  *counted = group.values;
  ioctl(counters, PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP);
  return counted->instructions > 0 && counted->cycles > 0;
}

#endif
