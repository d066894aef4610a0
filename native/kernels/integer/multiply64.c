// SPDX-License-Identifier: Apache-2.0
// Products of two columns of 64-bit integers: price times quantity, in a database's fixed-point decimals.
// Neither has a 64-bit product of vectors. GCC 12 at -O3 makes one of three 32-bit products for v3 but not
// for v2; at -O2 nothing.
#include "inputs.h"
#include "marchmark.h"

enum { PRICES, QUANTITIES, PRODUCTS };

static void multiply(const int64_t *restrict prices, const int64_t *restrict quantities, size_t n,
                     int64_t *restrict products) {
  for (size_t i = 0; i < n; i++) products[i] = prices[i] * quantities[i];
}

static void run(const struct mm_data *data, uint64_t step) {
  multiply(mm_at(data, PRICES, step), mm_at(data, QUANTITIES, step), data->n, mm_at(data, PRODUCTS, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (3 * sizeof(int64_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[PRICES] = {n * sizeof(int64_t), MM_INPUT, MM_BYTES, 0},
                                        [QUANTITIES] = {n * sizeof(int64_t), MM_INPUT, MM_BYTES, 0},
                                        [PRODUCTS] = {n * sizeof(int64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Prices with six decimals to 2^48, quantities to 2^15, one in eight of them returned: no product overflows.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  int64_t *prices = mm_at(data, PRICES, 0), *quantities = mm_at(data, QUANTITIES, 0);
  for (size_t i = 0; i < data->n; i++) {
    prices[i] = (int64_t)(mm_next(&random) >> (16 + mm_below(&random, 32)));
    quantities[i] = (int64_t)(mm_next(&random) >> (49 + mm_below(&random, 15)));
    if (mm_below(&random, 8) == 0) quantities[i] = -quantities[i];
  }
}

// Shift and add, bit by bit of the quantity.
static void reference(const struct mm_data *data, uint64_t step) {
  const int64_t *prices = mm_at(data, PRICES, step), *quantities = mm_at(data, QUANTITIES, step);
  int64_t *products = mm_at(data, PRODUCTS, step);
  for (size_t i = 0; i < data->n; i++) {
    int64_t product = 0;
    uint64_t quantity = (uint64_t)(quantities[i] < 0 ? -quantities[i] : quantities[i]);
    for (int bit = 0; bit < 15; bit++)
      if (quantity >> bit & 1) product += prices[i] << bit;
    products[i] = quantities[i] < 0 ? -product : product;
  }
}

MM_WORKLOAD(.summary = "products of two columns of 64-bit integers", .unit = "row", .shape = shape,
            .fill = fill, .reference = reference);
