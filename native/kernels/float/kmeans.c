// SPDX-License-Identifier: Apache-2.0
// The assignment step of k-means: the nearest of 16 centres for points of 16 floats.
// Where the compiler vectorises, v3 squares eight differences at once, v2 four; both add them in order.
#include "marchmark.h"
#include "signals.h"

enum { POINTS, CENTRES, COUNTS, NEAREST };
enum { DIMENSIONS = 16, CLUSTERS = 16 };

// As the code timed gets them, which does not know them.
struct counts {
  uint64_t clusters, dimensions;
};

static void assign(size_t n, const float *restrict points, const struct counts *counts,
                   const float *restrict centres, uint32_t *restrict nearest) {
  size_t clusters = counts->clusters, dimensions = counts->dimensions;
  for (size_t i = 0; i < n; i++) {
    const float *point = points + i * dimensions;
    float best = 0x1p127f;
    uint32_t label = 0;
    size_t c = 0;
    do {  // there is a cluster at least: for none clang would have a case of its own, which calls memset
      const float *centre = centres + c * dimensions;
      float distance = 0;
      for (size_t d = 0; d < dimensions; d++) distance += (point[d] - centre[d]) * (point[d] - centre[d]);
      if (distance < best) {
        best = distance;
        label = (uint32_t)c;
      }
    } while (++c < clusters);
    nearest[i] = label;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  assign(data->n, mm_at(data, POINTS, step), mm_at(data, COUNTS, step), mm_at(data, CENTRES, step),
         mm_at(data, NEAREST, step));
}

MM_CODE(.run = run);

// Each distance may be a branch on data. A point takes 16 of them: above 1 MiB, tens of milliseconds a run.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 1 << 20) return 0;
  uint64_t point = DIMENSIONS * sizeof(float), n = bytes / point;
  *shape = (struct mm_shape){.n = n,
                             .work = n * CLUSTERS,
                             .instances = mm_instances(n, 100000 / CLUSTERS),
                             .buffer = {[POINTS] = {n * point, MM_INPUT, MM_FLOAT, 0},
                                        [CENTRES] = {CLUSTERS * point, MM_INPUT, MM_FLOAT, 1},
                                        [COUNTS] = {sizeof(struct counts), MM_INPUT, MM_BYTES, 1},
                                        [NEAREST] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  const float *centres = mm_at(data, CENTRES, 0);
  *(struct counts *)mm_at(data, COUNTS, 0) = (struct counts){CLUSTERS, DIMENSIONS};
  mm_centres(mm_at(data, CENTRES, 0), CLUSTERS * DIMENSIONS, seed);
  for (uint64_t i = 0; i < data->instances; i++)
    mm_features(mm_at(data, POINTS, i), data->n, centres, CLUSTERS, DIMENSIONS, seed + 1 + i);
}

// In integers: features are whole numbers below 256, so distances are exact in floats, contracted or not.
static void reference(const struct mm_data *data, uint64_t step) {
  const float *points = mm_at(data, POINTS, step), *centres = mm_at(data, CENTRES, step);
  uint32_t *nearest = mm_at(data, NEAREST, step);
  for (size_t i = 0; i < data->n; i++) {
    int32_t least = INT32_MAX;
    for (uint32_t c = CLUSTERS; c-- > 0;) {
      int32_t distance = 0;
      for (size_t d = 0; d < DIMENSIONS; d++) {
        int32_t a = (int32_t)points[i * DIMENSIONS + d], b = (int32_t)centres[c * DIMENSIONS + d];
        distance += a * a - 2 * a * b + b * b;
      }
      if (distance > least) continue;
      least = distance;
      nearest[i] = c;
    }
  }
}

// Of centres as near as each other the first counts; and the last dimension decides.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const uint32_t nearest[] = {1, CLUSTERS - 1};
  float *points = mm_at(data, POINTS, 0), *centres = mm_at(data, CENTRES, 0);
  if (index > 0 || data->n < 2) return 0;
  data->n = 2;
  memset(points, 0, 2 * DIMENSIONS * sizeof *points);
  memset(centres, 0, CLUSTERS * DIMENSIONS * sizeof *centres);
  centres[0] = 1;
  points[2 * DIMENSIONS - 1] = centres[CLUSTERS * DIMENSIONS - 1] = 255;
  *expected = nearest;
  return sizeof nearest;
}

MM_WORKLOAD(.summary = "k-means assignment: the nearest of 16 centres, points of 16 floats",
            .unit = "distance", .shape = shape, .fill = fill, .reference = reference,
            .known_answer = known_answer);
