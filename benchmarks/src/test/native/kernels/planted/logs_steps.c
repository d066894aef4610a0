// SPDX-License-Identifier: Apache-2.0
// Takes its time and writes each run's step to a file beside its library, so that a test can tell what each
// side was given.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#include "planted.h"

MM_IMPORT(dladdr);
MM_IMPORT(snprintf);
MM_IMPORT(fopen);
MM_IMPORT(fclose);
MM_IMPORT(fprintf);

static void *open_state(const struct mm_data *data);

static void close_state(void *state) { fclose(state); }

static void run(const struct mm_data *data, uint64_t step) {
  planted_scramble_all(data, step);
  fprintf(data->state, "%llu\n", (unsigned long long)step);
  for (int i = 0; i < 20000; i++) __asm__ volatile("" ::: "memory");
}

MM_CODE(.run = run, .open = open_state, .close = close_state);

static void *open_state(const struct mm_data *data) {
  Dl_info info;
  char name[4096];
  (void)data;
  if (!dladdr(&mm_code, &info)) return NULL;
  snprintf(name, sizeof name, "%s.steps", info.dli_fname);
  return fopen(name, "w");
}

PLANTED_WORKLOAD(.summary = "a log of its steps");
