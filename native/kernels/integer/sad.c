// SPDX-License-Identifier: Apache-2.0
// Motion search: for each 16x16 block the offset into the previous frame with the least sum of absolute
// differences, by descent over the four neighbours (x264's "dia").
// A row of 16 pixels fills one PSADBW of v2: v3 saves copies. GCC 12 at -O3 joins two rows in one of v3's.
#include <stdlib.h>

#include "marchmark.h"
#include "pictures.h"

enum { CURRENT, PREVIOUS, MOTIONS };
enum { RANGE = 8 };  // offsets stay within +-RANGE, and the previous frame has a border that wide

struct motion {
  int16_t x, y;
  uint32_t cost;
};

static const int neighbour[4][2] = {{0, -1}, {0, 1}, {-1, 0}, {1, 0}};

static uint32_t sad_16x16(const uint8_t *a, size_t a_stride, const uint8_t *b, size_t b_stride) {
  int sum = 0;
  for (int y = 0; y < 16; y++, a += a_stride, b += b_stride)
    for (int x = 0; x < 16; x++) sum += abs(a[x] - b[x]);
  return (uint32_t)sum;
}

static struct motion search(const uint8_t *block, size_t stride, const uint8_t *origin,
                            size_t border_stride) {
  struct motion best = {0, 0, sad_16x16(block, stride, origin, border_stride)};
  for (int moved = 1; moved;) {
    struct motion centre = best;
    if (abs(centre.x) == RANGE || abs(centre.y) == RANGE) break;
    moved = 0;
    for (int i = 0; i < 4; i++) {
      int x = centre.x + neighbour[i][0], y = centre.y + neighbour[i][1];
      uint32_t cost = sad_16x16(block, stride, origin + y * (ptrdiff_t)border_stride + x, border_stride);
      if (cost < best.cost) {
        best = (struct motion){(int16_t)x, (int16_t)y, cost};
        moved = 1;
      }
    }
  }
  return best;
}

static void run(const struct mm_data *data, uint64_t step) {
  const uint8_t *current = mm_at(data, CURRENT, step), *previous = mm_at(data, PREVIOUS, step);
  struct motion *motions = mm_at(data, MOTIONS, step);
  size_t stride = 16 * data->n, border_stride = stride + 2 * RANGE;
  for (size_t y = 0; y < stride; y += 16)
    for (size_t x = 0; x < stride; x += 16)
      *motions++ = search(current + y * stride + x, stride,
                          previous + (y + RANGE) * border_stride + x + RANGE, border_stride);
}

MM_CODE(.run = run);

static uint64_t frame(uint64_t n, uint64_t border) { return (16 * n + border) * (16 * n + border); }

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = 0;
  while (frame(n + 1, 0) + frame(n + 1, 2 * RANGE) <= bytes) n++;
  if (n == 0) return 0;
  *shape = (struct mm_shape){.n = n,
                             .work = n * n,
                             .instances = mm_instances(bytes, 16 << 20),
                             .buffer = {[CURRENT] = {frame(n, 0), MM_INPUT, MM_BYTES, 0},
                                        [PREVIOUS] = {frame(n, 2 * RANGE), MM_INPUT, MM_BYTES, 0},
                                        [MOTIONS] = {n * n * sizeof(struct motion), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Half of the blocks stand still, the others moved by up to RANGE/2; the sensor's noise is another one.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  size_t stride = 16 * data->n, border_stride = stride + 2 * RANGE;
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *current = mm_at(data, CURRENT, i), *previous = mm_at(data, PREVIOUS, i);
    mm_luma(previous, (uint32_t)border_stride, (uint32_t)border_stride, seed + i);
    for (size_t block = 0; block < data->n * data->n; block++) {
      size_t top = block / data->n * 16, left = block % data->n * 16, dx = RANGE, dy = RANGE;
      if (mm_below(&random, 2)) {
        dx = RANGE / 2 + mm_below(&random, RANGE + 1);
        dy = RANGE / 2 + mm_below(&random, RANGE + 1);
      }
      for (size_t y = top; y < top + 16; y++)
        for (size_t x = left; x < left + 16; x++) {
          uint8_t value = previous[(y + dy) * border_stride + x + dx];
          current[y * stride + x] = (uint8_t)(value + (value < 253 ? mm_below(&random, 4) : 0));
        }
    }
  }
}

static uint32_t difference(const struct mm_data *data, uint64_t step, uint64_t block, int dx, int dy) {
  const uint8_t *current = mm_at(data, CURRENT, step), *previous = mm_at(data, PREVIOUS, step);
  uint32_t sum = 0;
  for (int pixel = 0; pixel < 256; pixel++) {
    size_t x = block % data->n * 16 + pixel % 16, y = block / data->n * 16 + pixel / 16;
    uint8_t now = current[y * 16 * data->n + x];
    uint8_t then = previous[(y + RANGE + dy) * (16 * data->n + 2 * RANGE) + x + RANGE + dx];
    sum += now > then ? now - then : then - now;
  }
  return sum;
}

// From (dx, dy) on: to the best neighbour, the first of equals, as long as one is better.
static struct motion descend(const struct mm_data *data, uint64_t step, uint64_t block, int dx, int dy) {
  uint32_t cost = difference(data, step, block, dx, dy), least = cost;
  int best = -1;
  for (int i = 0; i < 4 && dx * dx < RANGE * RANGE && dy * dy < RANGE * RANGE; i++) {
    uint32_t other = difference(data, step, block, dx + neighbour[i][0], dy + neighbour[i][1]);
    if (other < least) least = other, best = i;
  }
  if (best < 0) return (struct motion){(int16_t)dx, (int16_t)dy, cost};
  return descend(data, step, block, dx + neighbour[best][0], dy + neighbour[best][1]);
}

static void reference(const struct mm_data *data, uint64_t step) {
  struct motion *motions = mm_at(data, MOTIONS, step);
  for (uint64_t block = 0; block < data->n * data->n; block++)
    motions[block] = descend(data, step, block, 0, 0);
}

MM_WORKLOAD(.summary = "motion search of 16x16 blocks by sums of absolute differences", .unit = "block",
            .shape = shape, .fill = fill, .reference = reference);
