// SPDX-License-Identifier: Apache-2.0
#include "columns.h"

#include "expect.h"

enum { N = 1 << 16 };

static uint32_t column[N];
static uint64_t bitmap[N / 64];

static void test_skewed(uint64_t seed) {
  size_t below[3] = {0}, above = 0;
  mm_skewed(column, N, 24, seed);
  for (size_t i = 0; i < N; i++) {
    for (int k = 0; k < 3; k++) below[k] += column[i] < 1u << 6 * (k + 1);
    above += column[i] == 0 || column[i] >= 1 << 24;
  }
  for (int k = 0; k < 3; k++)
    expect_within("skewed: share below a power of 64", (double)below[k] / N, (k + 1) / 4. - .01,
                  (k + 1) / 4. + .01);
  expect_within("skewed: out of range", (double)above, 0, 0);
}

static void test_sorted(uint64_t seed) {
  size_t small = 0, descents = 0;
  mm_sorted(column, N, seed);
  for (size_t i = 1; i < N; i++) {
    small += column[i] - column[i - 1] <= 4;
    descents += column[i] <= column[i - 1];
  }
  expect_within("sorted: share of steps to 4", (double)small / N, 0.93, 0.95);
  expect_within("sorted: descents", (double)descents, 0, 0);
}

static void test_runs(uint64_t seed) {
  size_t runs = 1, low = 0, above = 0;
  mm_runs(column, N, 32, seed);
  for (size_t i = 1; i < N; i++) {
    runs += column[i] != column[i - 1];
    low += column[i] < 16;
    above += column[i] >= 32;
  }
  // One change in 24 draws the same value again; the lesser of two draws is in the lower half 3 times of 4.
  expect_within("runs: mean length", (double)N / (double)runs, 7.8, 8.8);
  expect_within("runs: share of the lower half", (double)low / N, 0.7, 0.8);
  expect_within("runs: out of range", (double)above, 0, 0);
}

static void test_bitmap(uint64_t seed) {
  size_t set = 0, stretches = 0, last = 0;
  mm_bitmap(bitmap, N / 64, N / 8, seed);
  for (size_t i = 0; i < N; i++) {
    size_t bit = bitmap[i / 64] >> i % 64 & 1;
    set += bit;
    stretches += bit > last;
    last = bit;
  }
  expect_within("bitmap: set bits", (double)set, N / 8, N / 8);
  expect_within("bitmap: mean stretch", (double)set / (double)stretches, 4, 5);
}

void test(void) {
  for (uint64_t seed = 0; seed < 8; seed++) {
    test_skewed(seed);
    if (seed == 7) expect_digest("skewed", column, sizeof column, 0x511b31c3256ef44a);
    test_sorted(seed);
    if (seed == 7) expect_digest("sorted", column, sizeof column, 0x29332828b7013130);
    test_runs(seed);
    test_bitmap(seed);
  }
  expect_digest("runs", column, sizeof column, 0x3b5b27b3fa04f903);
  expect_digest("bitmap", bitmap, sizeof bitmap, 0x553a6891e2b2a081);
}
