// SPDX-License-Identifier: Apache-2.0
// Interprets code of a register machine, as Lua has one; the program sorts 16 keys by insertion.
// Jumps through a table, loads and stores: v3 gets the same code.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { CODE, KEYS, SORTED };

enum opcode { SET, COPY, ADD, INPUT, LOAD, STORE, JUMP, JUMP_IF_LESS, JUMP_UNLESS_LESS, HALT };

struct instruction {
  uint8_t opcode, a, b;
  int8_t c;  // jumps count from the next instruction
};

enum { KEY_COUNT = 16 };

static void interpret(int32_t *memory, const int32_t *input, const struct instruction *next) {
  int32_t registers[8];
  for (;;) {
    struct instruction now = *next++;
    int32_t *a = &registers[now.a];
    switch ((enum opcode)now.opcode) {
      case SET:
        *a = now.c;
        break;
      case COPY:
        *a = registers[now.b];
        break;
      case ADD:
        *a = registers[now.b] + now.c;
        break;
      case INPUT:
        *a = input[registers[now.b]];
        break;
      case LOAD:
        *a = memory[registers[now.b]];
        break;
      case STORE:
        memory[registers[now.b]] = *a;
        break;
      case JUMP:
        next += now.c;
        break;
      case JUMP_IF_LESS:
        if (*a < registers[now.b]) next += now.c;
        break;
      case JUMP_UNLESS_LESS:
        if (*a >= registers[now.b]) next += now.c;
        break;
      case HALT:
        return;
    }
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  const int32_t *keys = mm_at(data, KEYS, step);
  int32_t *sorted = mm_at(data, SORTED, step);
  for (uint64_t i = 0; i < data->n; i += KEY_COUNT) interpret(sorted + i, keys + i, mm_at(data, CODE, step));
}

MM_CODE(.run = run);

enum { I, COUNT, KEY, HOLE, ZERO, BEFORE, OTHER };  // registers

static const struct instruction program[] = {
    {SET, I, 0, 0},
    {SET, COUNT, 0, KEY_COUNT},
    {SET, ZERO, 0, 0},
    {INPUT, KEY, I, 0},  // for each key, look for its hole from the end
    {COPY, HOLE, I, 0},
    {JUMP_UNLESS_LESS, ZERO, HOLE, 6},
    {ADD, BEFORE, HOLE, -1},
    {LOAD, OTHER, BEFORE, 0},
    {JUMP_UNLESS_LESS, KEY, OTHER, 3},
    {STORE, OTHER, HOLE, 0},
    {COPY, HOLE, BEFORE, 0},
    {JUMP, 0, 0, -7},
    {STORE, KEY, HOLE, 0},
    {ADD, I, I, 1},
    {JUMP_IF_LESS, I, COUNT, -12},
    {HALT, 0, 0, 0},
};

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(int32_t)) / KEY_COUNT * KEY_COUNT;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = n == 0 ? 1 : mm_instances(n, 1 << 16),
                             .buffer = {[CODE] = {sizeof program, MM_INPUT, MM_BYTES, 1},
                                        [KEYS] = {n * sizeof(int32_t), MM_INPUT, MM_BYTES, 0},
                                        [SORTED] = {n * sizeof(int32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return n > 0;
}

// In any order: the fewest data that an interpreter's branches can learn from.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  memcpy(mm_at(data, CODE, 0), program, sizeof program);
  for (uint64_t i = 0; i < data->instances; i++) {
    int32_t *keys = mm_at(data, KEYS, i);
    for (uint64_t k = 0; k < data->n; k++) keys[k] = (int32_t)mm_next(&random);
  }
}

static int compare(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

// What the program is for.
static void reference(const struct mm_data *data, uint64_t step) {
  int32_t *sorted = mm_at(data, SORTED, step);
  memcpy(sorted, mm_at(data, KEYS, step), data->n * sizeof *sorted);
  for (uint64_t i = 0; i < data->n; i += KEY_COUNT) qsort(sorted + i, KEY_COUNT, sizeof *sorted, compare);
}

MM_WORKLOAD(.summary = "code of a register machine that sorts short arrays", .unit = "key", .shape = shape,
            .fill = fill, .reference = reference);
