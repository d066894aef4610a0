// SPDX-License-Identifier: Apache-2.0
// Interprets bytecode of a stack machine: assignments of expressions to variables, some conditional.
// Jumps through a table and moves on the stack: v3 gets the same code.
#include "inputs.h"
#include "marchmark.h"

enum { CODE, VARIABLES };

enum { VARIABLE_COUNT = 8, DEEPEST = 8 };

enum opcode { PUSH, LOAD, STORE, ADD, SUBTRACT, MULTIPLY, AND, OR, XOR, LESS, EQUAL, SKIP_IF_0, HALT };

struct instruction {
  uint8_t opcode, operand;
};

static void interpret(uint32_t *variables, const struct instruction *next) {
  uint32_t stack[DEEPEST], *top = stack;  // the next free one
  for (;; next++) {
    switch ((enum opcode)next->opcode) {
      case PUSH:
        *top++ = next->operand;
        break;
      case LOAD:
        *top++ = variables[next->operand];
        break;
      case STORE:
        variables[next->operand] = *--top;
        break;
      case ADD:
        top--;
        top[-1] += top[0];
        break;
      case SUBTRACT:
        top--;
        top[-1] -= top[0];
        break;
      case MULTIPLY:
        top--;
        top[-1] *= top[0];
        break;
      case AND:
        top--;
        top[-1] &= top[0];
        break;
      case OR:
        top--;
        top[-1] |= top[0];
        break;
      case XOR:
        top--;
        top[-1] ^= top[0];
        break;
      case LESS:
        top--;
        top[-1] = top[-1] < top[0];
        break;
      case EQUAL:
        top--;
        top[-1] = top[-1] == top[0];
        break;
      case SKIP_IF_0:
        if (*--top == 0) next += next->operand;
        break;
      case HALT:
        return;
    }
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  interpret(mm_at(data, VARIABLES, step), mm_at(data, CODE, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / sizeof(struct instruction);
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = mm_instances(n, 1 << 18),
      .buffer = {[CODE] = {n * sizeof(struct instruction), MM_INPUT, MM_BYTES, 0},
                 [VARIABLES] = {VARIABLE_COUNT * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// An expression in postfix order, of an odd number of instructions: half of them and one fetch something.
static struct instruction *emit(struct instruction *code, uint32_t size, struct mm_random *random) {
  if (size == 1) {
    *code = (struct instruction){mm_below(random, 4) == 0 ? PUSH : LOAD,
                                 (uint8_t)mm_below(random, VARIABLE_COUNT)};
    if (code->opcode == PUSH) code->operand = (uint8_t)mm_next(random);
    return code + 1;
  }
  uint32_t left = 1 + 2 * mm_below(random, size / 2);
  code = emit(emit(code, left, random), size - 1 - left, random);
  *code = (struct instruction){(uint8_t)(ADD + mm_below(random, SUBTRACT + 5 - ADD)), 0};
  return code + 1;
}

// First a value for each variable, then assignments of expressions of up to 9 instructions. Before 1 in 3 of
// them, a comparison of two variables that skips it or not. Half of the instructions fetch something, 1 in 7
// stores.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct instruction *code = mm_at(data, CODE, i), *end = code + data->n;
    for (uint8_t variable = 0; variable < VARIABLE_COUNT; variable++) {
      *code++ = (struct instruction){PUSH, (uint8_t)mm_next(&random)};
      *code++ = (struct instruction){STORE, variable};
    }
    while (end - code > 15) {
      uint32_t size = 1 + 2 * mm_below(&random, 5);
      if (mm_below(&random, 3) == 0) {
        *code++ = (struct instruction){LOAD, (uint8_t)mm_below(&random, VARIABLE_COUNT)};
        *code++ = (struct instruction){LOAD, (uint8_t)mm_below(&random, VARIABLE_COUNT)};
        *code++ = (struct instruction){mm_below(&random, 4) == 0 ? EQUAL : LESS, 0};
        *code++ = (struct instruction){SKIP_IF_0, (uint8_t)(size + 1)};
      }
      code = emit(code, size, &random);
      *code++ = (struct instruction){STORE, (uint8_t)mm_below(&random, VARIABLE_COUNT)};
    }
    while (code < end) *code++ = (struct instruction){HALT, 0};
  }
}

// The value of the expression that ends at *code, which it moves before its start: without a stack, from the
// end.
static uint32_t value_of(const struct instruction **code, const uint32_t *variables) {
  struct instruction last = *(*code)--;
  if (last.opcode == PUSH || last.opcode == LOAD)
    return last.opcode == PUSH ? last.operand : variables[last.operand];
  uint32_t right = value_of(code, variables), left = value_of(code, variables);
  uint32_t values[] = {
      [ADD] = left + right, [SUBTRACT] = left - right, [MULTIPLY] = left * right, [AND] = left & right,
      [OR] = left | right,  [XOR] = left ^ right,      [LESS] = left < right,     [EQUAL] = left == right};
  return values[last.opcode];
}

static void reference(const struct mm_data *data, uint64_t step) {
  uint32_t *variables = mm_at(data, VARIABLES, step);
  for (const struct instruction *code = mm_at(data, CODE, step); code->opcode != HALT; code++) {
    if (code->opcode != STORE && code->opcode != SKIP_IF_0) continue;
    const struct instruction *last = code - 1;
    uint32_t value = value_of(&last, variables);
    if (code->opcode == STORE)
      variables[code->operand] = value;
    else if (value == 0)
      code += code->operand;
  }
}

MM_WORKLOAD(.summary = "bytecode of a stack machine, by a switch", .unit = "instruction", .shape = shape,
            .fill = fill, .reference = reference);
