// SPDX-License-Identifier: Apache-2.0
// Product of a long number and one limb of 64 bits: mpn_mul_1 of GMP, the inner loop of its multiplication.
// v3 has MULX, whose result goes to any registers and which leaves the flags alone.
#include "inputs.h"
#include "marchmark.h"

enum { NUMBER, LIMB, PRODUCT };

__extension__ typedef unsigned __int128 uint128_t;

static uint64_t mul_1(uint64_t *product, const uint64_t *number, size_t n, uint64_t limb) {
  uint64_t carry = 0;
  for (size_t i = 0; i < n; i++) {
    uint128_t wide = (uint128_t)number[i] * limb + carry;
    product[i] = (uint64_t)wide;
    carry = (uint64_t)(wide >> 64);
  }
  return carry;
}

static void run(const struct mm_data *data, uint64_t step) {
  const uint64_t *limb = mm_at(data, LIMB, step);
  uint64_t *product = mm_at(data, PRODUCT, step);
  product[data->n] = mul_1(product, mm_at(data, NUMBER, step), data->n, *limb);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (2 * sizeof(uint64_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[NUMBER] = {n * sizeof(uint64_t), MM_INPUT, MM_BYTES, 0},
                                        [LIMB] = {sizeof(uint64_t), MM_INPUT, MM_BYTES, 0},
                                        [PRODUCT] = {(n + 1) * sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The limbs of keys and of pi's digits look random; one in 32 is all ones, so that carries run on.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  uint64_t *number = mm_at(data, NUMBER, 0);
  for (size_t i = 0; i < data->n; i++) number[i] = mm_below(&random, 32) ? mm_next(&random) : UINT64_MAX;
  *(uint64_t *)mm_at(data, LIMB, 0) = mm_next(&random);
}

// By hand, in digits of 16 bits.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint16_t *number = mm_at(data, NUMBER, step), *limb = mm_at(data, LIMB, step);
  uint16_t *product = mm_at(data, PRODUCT, step);
  size_t digits = 4 * data->n;
  uint64_t carry = 0;
  for (size_t i = 0; i < digits + 4; i++) {
    for (size_t k = 0; k < 4; k++)
      if (i >= k && i - k < digits) carry += (uint32_t)number[i - k] * limb[k];
    product[i] = (uint16_t)carry;
    carry >>= 16;
  }
}

MM_WORKLOAD(.summary = "product of a long number and a 64-bit limb", .unit = "limb", .shape = shape,
            .fill = fill, .reference = reference);
