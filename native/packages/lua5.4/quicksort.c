// SPDX-License-Identifier: Apache-2.0
// Sorts numbers in Lua by a quicksort that is written in Lua: arrays, integers, calls and branches.
// Interprets bytecode through a table of jumps: v3 has the same code for most of it.
#include <stdlib.h>

#include "calls.h"

static const char script[] =
    "local input, keys = ..., {}\n"
    "for i = 1, #input // 4 do keys[i] = string.unpack('<i4', input, 4 * i - 3) end\n"
    "local function sort(first, last)\n"
    "  while first < last do\n"
    "    local pivot, left, right = keys[(first + last) // 2], first, last\n"
    "    repeat\n"
    "      while keys[left] < pivot do left = left + 1 end\n"
    "      while pivot < keys[right] do right = right - 1 end\n"
    "      if left <= right then\n"
    "        keys[left], keys[right] = keys[right], keys[left]\n"
    "        left, right = left + 1, right - 1\n"
    "      end\n"
    "    until left > right\n"
    "    sort(first, right)\n"
    "    first = left\n"
    "  end\n"
    "end\n"
    "sort(1, #keys)\n"
    "for i, key in ipairs(keys) do keys[i] = string.pack('<i4', key) end\n"
    "return table.concat(keys)\n";

static void run(const struct mm_data *data, uint64_t step) {
  call(script, mm_at(data, RESULT, step), data->n * 4, mm_at(data, INPUT, step), data->n * 4);
}

MM_CODE(.run = run);

// 341 keys at small take half a millisecond.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 48;
  if (bytes > 64 << 10) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 1 << 15),
                             .buffer = {[INPUT] = {n * 4, MM_INPUT, MM_BYTES, 0},
                                        [RESULT] = {mm_content_bytes(n * 4), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Half of the keys are of 64 values, the others any.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    int32_t *keys = mm_at(data, INPUT, i);
    for (uint64_t k = 0; k < data->n; k++) {
      uint64_t any = mm_next(&random);
      keys[k] = (int32_t)(any & 1 ? any >> 32 : any >> 58);
    }
  }
}

static int ascending(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

static void reference(const struct mm_data *data, uint64_t step) {
  struct mm_content *result = mm_at(data, RESULT, step);
  memcpy(result->bytes, mm_at(data, INPUT, step), data->n * 4);
  qsort(result->bytes, data->n, sizeof(int32_t), ascending);
  mm_finish(result, data->n * 4, data->n * 4);
}

MM_WORKLOAD(.summary = "numbers sorted by a quicksort in Lua", .unit = "key", .shape = shape, .fill = fill,
            .reference = reference);
