// SPDX-License-Identifier: Apache-2.0
// The Sun and the four large planets, step by step (symplectic Euler): n-body of the Benchmarks Game.
// Divisions and roots, one by one; x and y go as a pair at both levels. v3 fuses the multiplications.
#include <math.h>

#include "marchmark.h"
#include "signals.h"

enum { BODIES };
enum { COUNT = 5 };

struct body {
  double x, y, z, vx, vy, vz, mass;
};

static const double STEP = 0.01;  // years

MM_IMPORT(sqrt);  // for negative arguments only, which do not come up: elsewhere it is one instruction

static void advance(struct body bodies[COUNT]) {
  for (int i = 0; i < COUNT; i++) {
    struct body *a = &bodies[i];
    for (int j = i + 1; j < COUNT; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double force = STEP / (square * sqrt(square));
      a->vx -= dx * b->mass * force;
      a->vy -= dy * b->mass * force;
      a->vz -= dz * b->mass * force;
      b->vx += dx * a->mass * force;
      b->vy += dy * a->mass * force;
      b->vz += dz * a->mass * force;
    }
  }
  for (int i = 0; i < COUNT; i++) {
    bodies[i].x += STEP * bodies[i].vx;
    bodies[i].y += STEP * bodies[i].vy;
    bodies[i].z += STEP * bodies[i].vz;
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  struct body *bodies = mm_at(data, BODIES, step);
  for (size_t i = 0; i < data->n; i++) advance(bodies);
}

MM_CODE(.run = run);

// n is the number of steps, each of which goes through all bodies. Above 1 MiB rounding errors would have
// decades of orbits to grow.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  enum { SIZE = COUNT * sizeof(struct body) };
  if (bytes > 1 << 20) return 0;
  uint64_t n = 1 + bytes / SIZE;
  *shape = (struct mm_shape){
      .n = n, .work = n, .instances = 1, .buffer = {[BODIES] = {SIZE, MM_UPDATED, MM_DOUBLE, 0}}};
  return 1;
}

// Positions (au), velocities (au a day) and masses (of the Sun) of the Benchmarks Game, with velocities off
// by up to 1 % so that seeds differ. The Sun's momentum makes that of all 0.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const struct body planets[COUNT - 1] = {
      {4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01, 1.66007664274403694e-03,
       7.69901118419740425e-03, -6.90460016972063023e-05, 9.54791938424326609e-04},
      {8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01, -2.76742510726411899e-03,
       4.99852801234917238e-03, 2.30417297573763929e-05, 2.85885980666130812e-04},
      {1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01, 2.96460137564761618e-03,
       2.37847173959480950e-03, -2.96589568540237556e-05, 4.36624404335156298e-05},
      {1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01, 2.68067772490389322e-03,
       1.62824170038242295e-03, -9.51592254519715870e-05, 5.15138902046611451e-05}};
  static const double SUN = 39.47841760435743, YEAR = 365.24;  // 4 pi^2, days
  struct mm_random random = mm_random(seed);
  struct body *bodies = mm_at(data, BODIES, 0);
  bodies[0] = (struct body){.mass = SUN};
  for (int i = 1; i < COUNT; i++) {
    struct body *body = &bodies[i];
    double days = YEAR * (1 + mm_signed_unit(&random) / 100);
    *body = planets[i - 1];
    body->vx *= days;
    body->vy *= days;
    body->vz *= days;
    body->mass *= SUN;
    bodies[0].vx -= body->vx * body->mass / SUN;
    bodies[0].vy -= body->vy * body->mass / SUN;
    bodies[0].vz -= body->vz * body->mass / SUN;
  }
}

// Each body from all others, in extended precision.
static void reference(const struct mm_data *data, uint64_t step) {
  double *bodies = mm_at(data, BODIES, step);
  long double now[COUNT][7];
  for (int i = 0; i < COUNT * 7; i++) now[i / 7][i % 7] = bodies[i];
  for (uint64_t n = 0; n < data->n; n++) {
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        long double square = 0;
        for (int d = 0; d < 3; d++) square += (now[j][d] - now[i][d]) * (now[j][d] - now[i][d]);
        for (int d = 0; d < 3 && j != i; d++)
          now[i][3 + d] += STEP * now[j][6] * (now[j][d] - now[i][d]) / (square * sqrtl(square));
      }
    }
    for (int i = 0; i < COUNT * 3; i++) now[i / 3][i % 3] += STEP * now[i / 3][3 + i % 3];
  }
  for (int i = 0; i < COUNT * 7; i++) bodies[i] = (double)now[i / 7][i % 7];
}

// Errors grow with the orbits, 37 years at 1 MiB: 2^-44 then.
MM_WORKLOAD(.summary = "n-body: the Sun and four planets", .unit = "step", .tolerance = 0x1p-42,
            .shape = shape, .fill = fill, .reference = reference);
