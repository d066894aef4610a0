// SPDX-License-Identifier: Apache-2.0
//
// Runs the one test that it is linked with: `PROGRAM LEVEL`, the level that the test is compiled for. Says on
// stderr what is wrong; on stdout, only why this CPU can't run it.
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "expect.h"
#include "shim.h"

static int failed;

void expect_within(const char *what, double value, double low, double high) {
  if (value >= low && value <= high) return;
  fprintf(stderr, "%s: %g is not in %g to %g\n", what, value, low, high);
  failed = 1;
}

void expect_digest(const char *what, const void *bytes, size_t size, uint64_t digest) {
  const unsigned char *byte = bytes;
  uint64_t actual = 0xcbf29ce484222325u;
  for (size_t i = 0; i < size; i++) actual = (actual ^ byte[i]) * 0x100000001b3u;
  if (actual == digest) return;
  fprintf(stderr, "%s: the bytes have digest 0x%016" PRIx64 ", not 0x%016" PRIx64 "\n", what, actual, digest);
  failed = 1;
}

double entropy(const void *bytes, size_t size) {
  const unsigned char *byte = bytes;
  size_t count[256] = {0};
  double bits = 0;
  for (size_t i = 0; i < size; i++) count[byte[i]]++;
  for (int b = 0; b < 256; b++)
    if (count[b] > 0) bits -= (double)count[b] / (double)size * log2((double)count[b] / (double)size);
  return bits;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const char *missing = mm_missing_feature(atoi(argv[1]));
  if (missing)
    printf("test: not run at x86-64-v%s, as this CPU lacks %s\n", argv[1], missing);
  else
    test();
  return failed;
}
