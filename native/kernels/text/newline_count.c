// SPDX-License-Identifier: Apache-2.0
// Counts the lines of a text, as wc -l does.
// v3 has vectors of 32 bytes instead of 16, where the compiler vectorises; else nothing.
#include "inputs.h"
#include "marchmark.h"

enum { TEXT, COUNT };

static size_t count_lines(const char *text, size_t n) {
  size_t lines = 0;
  for (size_t i = 0; i < n; i++) lines += text[i] == '\n';
  return lines;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, COUNT, step) = count_lines(mm_at(data, TEXT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {
          [TEXT] = {bytes, MM_INPUT, MM_BYTES, 0}, [COUNT] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, TEXT, i), data->n, seed + i);
}

// From one newline to the next.
static void reference(const struct mm_data *data, uint64_t step) {
  const char *text = mm_at(data, TEXT, step), *end = text + data->n;
  uint64_t lines = 0;
  while (text < end && (text = memchr(text, '\n', (size_t)(end - text)))) lines++, text++;
  *(uint64_t *)mm_at(data, COUNT, step) = lines;
}

MM_WORKLOAD(.summary = "count the lines of a text", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference);
