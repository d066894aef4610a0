// SPDX-License-Identifier: Apache-2.0
// Pi by the Monte Carlo method: how many of n points, drawn by xorshift64, lie in the quarter circle.
// Shifts and exclusive-ors that wait for each other: v3 fuses one multiplication, of the test.
#include "inputs.h"
#include "marchmark.h"

enum { SEED, INSIDE };

static double uniform(uint64_t *state) {
  uint64_t x = *state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  *state = x;
  return (double)(int64_t)(x >> 11) * 0x1p-53;
}

static uint64_t count_inside(uint64_t n, uint64_t state) {
  uint64_t inside = 0;
  for (uint64_t i = 0; i < n; i++) {
    double x = uniform(&state), y = uniform(&state);
    if (x * x + y * y <= 1) inside++;
  }
  return inside;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, INSIDE, step) = count_inside(data->n, *(const uint64_t *)mm_at(data, SEED, step));
}

MM_CODE(.run = run);

// n as if the points were stored. Where the compiler makes the test a branch it is one on data.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(double));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 100000),
                             .buffer = {[SEED] = {sizeof(uint64_t), MM_INPUT, MM_BYTES, 0},
                                        [INSIDE] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) *(uint64_t *)mm_at(data, SEED, i) = mm_next(&random) | 1;
}

__extension__ typedef unsigned __int128 wide;

// With multiplications and divisions for shifts, in integers. A sum of squares that floats round across 1 is
// as rare as 2^-52: no variant meets one.
static uint64_t draw(uint64_t *state) {
  *state ^= *state * 8192;
  *state ^= *state / 128;
  *state ^= *state * 131072;
  return *state / 2048;
}

static void reference(const struct mm_data *data, uint64_t step) {
  uint64_t state = *(const uint64_t *)mm_at(data, SEED, step), *inside = mm_at(data, INSIDE, step);
  *inside = 0;
  for (uint64_t i = 0; i < data->n; i++) {
    wide x = draw(&state), y = draw(&state);
    *inside += x * x + y * y <= (wide)1 << 106;
  }
}

MM_WORKLOAD(.summary = "pi by Monte Carlo with xorshift64", .unit = "point", .shape = shape, .fill = fill,
            .reference = reference);
