// SPDX-License-Identifier: Apache-2.0
// Escape times of points along rows of the Mandelbrot set, 256 iterations at most.
// v3 fuses one of three multiplications: GCC computes x*x and y*y once, for the test and for the step.
#include "marchmark.h"
#include "signals.h"

enum { POINTS, COUNTS };
enum { LIMIT = 256 };

struct point {
  double x, y;
};

static uint32_t escape_time(double cx, double cy) {
  double x = 0, y = 0;
  uint32_t count = 0;
  while (count < LIMIT && x * x + y * y <= 4) {
    double next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    count++;
  }
  return count;
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct point *points = mm_at(data, POINTS, step);
  uint32_t *counts = mm_at(data, COUNTS, step);
  for (size_t i = 0; i < data->n; i++) counts[i] = escape_time(points[i].x, points[i].y);
}

MM_CODE(.run = run);

// A point takes 67 iterations on average: above 1 MiB, tens of milliseconds a run.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 1 << 20) return 0;
  uint64_t n = bytes / (sizeof(struct point) + sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 100000),
                             .buffer = {[POINTS] = {n * sizeof(struct point), MM_INPUT, MM_DOUBLE, 0},
                                        [COUNTS] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The count is the same all around, 2^-30 away: rounding errors are below 2^-43 in all, so it does not depend
// on contraction (DECISIONS.md, D45).
static int is_robust(struct point c) {
  uint32_t count = escape_time(c.x, c.y);
  for (int i = 0; i < 4; i++)
    if (escape_time(c.x + (i & 1 ? 0x1p-30 : -0x1p-30), c.y + (i & 2 ? 0x1p-30 : -0x1p-30)) != count)
      return 0;
  return 1;
}

// Stretches of 64 pixels of a picture 1024 wide, -2 to 0.5 by -1.25 to 1.25; each pixel's point is drawn
// within it, as renderers do against aliasing.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct point *points = mm_at(data, POINTS, i);
    double left = 0, top = 0;
    for (size_t k = 0; k < data->n; k++) {
      if (k % 64 == 0) {
        left = -2 + mm_below(&random, 960) * (2.5 / 1024);
        top = -1.25 + mm_below(&random, 1024) * (2.5 / 1024);
      }
      do {
        points[k].x = left + ((double)(k % 64) + 0.5 + mm_signed_unit(&random) / 2) * (2.5 / 1024);
        points[k].y = top + (0.5 + mm_signed_unit(&random) / 2) * (2.5 / 1024);
      } while (!is_robust(points[k]));
    }
  }
}

// In extended precision, by modulus and complex square.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct point *points = mm_at(data, POINTS, step);
  uint32_t *counts = mm_at(data, COUNTS, step);
  for (size_t i = 0; i < data->n; i++) {
    long double x = 0, y = 0;
    uint32_t count = 0;
    for (; count < LIMIT && (x - y) * (x - y) + 2 * x * y <= 4; count++) {
      long double square = (x - y) * (x + y);
      y = (x + x) * y + points[i].y;
      x = square + points[i].x;
    }
    counts[i] = count;
  }
}

// By hand; and the first terms of pi (Klebanoff: Pi in the Mandelbrot set, Fractals 9, 2001).
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct point c[] = {{0, 0},   {-1, 0}, {0, 1},     {1, 0},
                                   {0.5, 0}, {2, 2},  {-0.75, 1}, {-0.75, 0.1}};
  static const uint32_t count[] = {LIMIT, LIMIT, LIMIT, 3, 5, 1, 3, 33};
  size_t cases = sizeof count / sizeof *count;
  if (index > 0 || data->n < cases) return 0;
  data->n = cases;
  memcpy(mm_at(data, POINTS, 0), c, sizeof c);
  *expected = count;
  return sizeof count;
}

MM_WORKLOAD(.summary = "escape times of the Mandelbrot set, doubles", .unit = "point", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
