// SPDX-License-Identifier: Apache-2.0
// Converts an array of IEEE 754 half-precision numbers to single precision.
// v3 has an instruction for it (F16C); v2 calls libgcc or, in compilers without _Float16, shifts bits.
#include <math.h>

#include "inputs.h"
#include "marchmark.h"

enum { HALVES, FLOATS };

#ifdef __FLT16_MANT_DIG__
__extension__ typedef _Float16 half;

static inline float to_float(half h) { return (float)h; }
#else
typedef uint16_t half;

// The exponent's bias is moved; infinities and NaN get the rest, and a subnormal is normalised by the
// subtraction (Giesen).
static inline float to_float(half h) {
  union {
    uint32_t bits;
    float value;
  } f = {(uint32_t)(h & 0x7fff) << 13};
  uint32_t exponent = f.bits & 0x1fu << 23;
  f.bits += (127u - 15) << 23;
  if (exponent == 0x1fu << 23) {
    f.bits += (128u - 16) << 23;
  } else if (exponent == 0) {
    f.bits += 1u << 23;
    f.value -= 0x1p-14f;
  }
  f.bits |= (uint32_t)(h & 0x8000) << 16;
  return f.value;
}
#endif

static void convert(const half *restrict halves, size_t n, float *restrict floats) {
  for (size_t i = 0; i < n; i++) floats[i] = to_float(halves[i]);
}

static void run(const struct mm_data *data, uint64_t step) {
  convert(mm_at(data, HALVES, step), data->n, mm_at(data, FLOATS, step));
}

MM_CODE(.run = run);

// One instance, although v2 branches on what is not normal: fill() makes that too rare to learn. The
// result is exact, so it is compared bit for bit.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (sizeof(uint16_t) + sizeof(float));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[HALVES] = {n * sizeof(uint16_t), MM_INPUT, MM_BYTES, 0},
                                        [FLOATS] = {n * sizeof(float), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Like a network's weights: of both signs, uniform below 1, one in 2^14 subnormal. So each lower exponent
// is half as frequent.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    uint16_t *halves = mm_at(data, HALVES, i);
    for (size_t j = 0; j < data->n; j++) {
      uint64_t bits = mm_next(&random);
      unsigned exponent = 14;
      while (exponent > 0 && (bits >> exponent & 1) == 0) exponent--;
      halves[j] = (uint16_t)(bits >> 63 << 15 | exponent << 10 | (bits >> 32 & 0x3ff));
    }
  }
}

// By the fields, as IEEE 754 defines them.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint16_t *halves = mm_at(data, HALVES, step);
  float *floats = mm_at(data, FLOATS, step);
  for (size_t i = 0; i < data->n; i++) {
    int exponent = halves[i] >> 10 & 31, fraction = halves[i] & 0x3ff;
    double value = ldexp(exponent ? 1024 + fraction : fraction, (exponent ? exponent : 1) - 25);
    if (exponent == 31) value = fraction ? NAN : INFINITY;
    floats[i] = (float)copysign(value, halves[i] >> 15 ? -1 : 1);
  }
}

// Zeros, smallest and largest subnormal, smallest normal, 1, the next one, -2, largest, infinities, NaN.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint16_t in[] = {0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00,
                                0x3c01, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e00};
  static const float out[] = {0,          -0.f, 0x1p-24f, 0x3ffp-24f, 0x1p-14f,  1,
                              0x401p-10f, -2,   65504,    INFINITY,   -INFINITY, NAN};
  size_t cases = sizeof in / sizeof in[0];
  if (index > 0 || data->n < cases) return 0;
  data->n = cases;
  memcpy(mm_at(data, HALVES, 0), in, sizeof in);
  *expected = out;
  return sizeof out;
}

MM_WORKLOAD(.summary = "half to single precision, an array", .unit = "element", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
