// SPDX-License-Identifier: Apache-2.0
// Decimal numbers to doubles, rounded correctly: Clinger's fast path, else Eisel and Lemire's product.
// v3 has MULX for that, LZCNT and SHLX to normalise it; nothing for the digits one by one.
#include <stdlib.h>
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, POWERS, VALUES };

enum { LARGEST = 40 };  // exponent of ten, so that nothing is subnormal or infinite

struct power {
  uint64_t high, low;  // of 5^q, scaled so that the highest bit is set
};

__extension__ typedef unsigned __int128 uint128_t;

static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// digits * 10^q (Lemire: Number parsing at a gigabyte per second, Software: Practice and Experience, 2021).
static double scale(uint64_t digits, int q, const struct power *power) {
  int zeros = __builtin_clzll(digits);
  uint128_t product = (uint128_t)(digits << zeros) * power->high;
  if ((product >> 64 & 0x1ff) == 0x1ff)
    product += (uint64_t)((uint128_t)(digits << zeros) * power->low >> 64);
  uint64_t upper = (uint64_t)(product >> 64), lower = (uint64_t)product;
  int top = (int)(upper >> 63), shift = top + 9;
  uint64_t mantissa = upper >> shift;
  if (lower <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << shift == upper)
    mantissa--;  // exactly between two doubles: to the even one
  mantissa = (mantissa + 1) >> 1;
  int64_t exponent = ((217706 * q) >> 16) + 63 + top - zeros + 1023;
  uint64_t bits = ((uint64_t)(exponent - 1) << 52) + mantissa;  // its highest bit adds 1 to the exponent
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline double to_double(uint64_t digits, int q, const struct power *powers) {
  if (digits >> 53 == 0 && q >= -22 && q <= 22)  // both are exact, and one operation rounds once
    return q < 0 ? (double)digits / tens[-q] : (double)digits * tens[q];
  return digits == 0 ? 0 : scale(digits, q, powers + LARGEST + q);
}

static inline uint32_t digit(char c) { return (uint32_t)(c - '0'); }

// One number a line, at most 19 digits.
static void parse(double *values, const char *at, const struct power *powers, size_t n) {
  for (size_t i = 0; i < n; i++, at++) {
    int negative = *at == '-', q = 0;
    uint64_t digits = 0;
    at += negative;
    for (; digit(*at) < 10; at++) digits = digits * 10 + digit(*at);
    if (*at == '.')
      for (at++; digit(*at) < 10; at++, q--) digits = digits * 10 + digit(*at);
    if (*at == 'e') {
      int below_one = *++at == '-', exponent = 0;
      at += below_one;
      for (; digit(*at) < 10; at++) exponent = exponent * 10 + (int)digit(*at);
      q += below_one ? -exponent : exponent;
    }
    double value = to_double(digits, q, powers);
    values[i] = negative ? -value : value;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  parse(mm_at(data, VALUES, step), mm_at(data, TEXT, step), mm_at(data, POWERS, step), data->n);
}

MM_CODE(.run = run);

enum { LINE = 24 };  // longest

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (LINE + sizeof(double));
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = mm_instances(n, 1 << 17),
      .buffer = {[TEXT] = {n * LINE, MM_INPUT, MM_BYTES, 0},
                 [POWERS] = {(2 * LARGEST + 1) * sizeof(struct power), MM_INPUT, MM_BYTES, 1},
                 [VALUES] = {n * sizeof(double), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The first 128 bits; below 1, of 1 / 5^-q bit by bit, and rounded up to q = -27, as the proof wants it.
static struct power power_of_five(int q) {
  uint128_t five = 1, value = 0, rest = 1;
  for (int i = 0; i < abs(q); i++) five *= 5;
  if (q >= 0)
    for (value = five; value >> 127 == 0;) value <<= 1;
  for (; value >> 127 == 0; rest -= rest >= five ? five : 0) {
    rest <<= 1;
    value = value << 1 | (rest >= five);
  }
  value += q < 0 && q >= -27;
  return (struct power){(uint64_t)(value >> 64), (uint64_t)value};
}

// Prices and counts, measurements of 9 digits, coordinates and shortest doubles of 16 to 18, some with
// exponents: 5 in 6 take the fast path.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const char pattern[] =
      "%(%|%|%|-%)%(%d.%2%|%d.%2%|%d.%1%|%d%|%d%|0.%4%|%3.%6%|1%2.%9%4%|%2.%9%5%|0.%9%7%|0.%9%8%|"
      "%1.%9%6e-0%1%|%1.%9%6e-1%1%|%1.%3e1%1%|%1.%8e2%1%)\n";
  struct power *powers = mm_at(data, POWERS, 0);
  for (int q = -LARGEST; q <= LARGEST; q++) powers[LARGEST + q] = power_of_five(q);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct mm_page page = {mm_at(data, TEXT, i), data->n * LINE, 0, mm_random(seed + i), 0};
    for (uint64_t k = 0; k < data->n; k++) mm_expand(&page, pattern, pattern + sizeof pattern - 1);
    memset(page.text + page.at, '\n', page.length - page.at);
  }
}

static void reference(const struct mm_data *data, uint64_t step) {
  const char *at = mm_at(data, TEXT, step);
  double *values = mm_at(data, VALUES, step);
  for (uint64_t k = 0; k < data->n; k++) {
    char *end;
    values[k] = strtod(at, &end);
    at = end + 1;
  }
}

// What IEEE 754 makes of numbers on and near ties, which go to the even double, and of long exact ones.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char lines[] =
      "9007199254740993\n9007199254740995\n4503599627370497.5\n1e23\n8.5e22\n0.1\n-0\n"
      "18446744073709551615\n9007199254740991e22\n0e30\n5e-20\n";
  static const double values[] = {0x1p53,
                                  0x1.0000000000002p53,
                                  4503599627370498,
                                  0x1.52d02c7e14af6p76,
                                  0x1.1ffdbf6b2b2ebp76,
                                  0x1.999999999999ap-4,
                                  -0.0,
                                  0x1p64,
                                  0x1.0f0cf064dd591p126,
                                  0,
                                  0x1.d83c94fb6d2acp-65};
  if (index > 0) return 0;
  data->n = sizeof values / sizeof values[0];
  memcpy(mm_at(data, TEXT, 0), lines, sizeof lines - 1);
  *expected = values;
  return sizeof values;
}

MM_WORKLOAD(.summary = "decimal numbers to doubles, correctly rounded", .unit = "number", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
