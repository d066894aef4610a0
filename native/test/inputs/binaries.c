// SPDX-License-Identifier: Apache-2.0
#include "binaries.h"

#include "expect.h"

static uint8_t binary[1 << 18];

static void test_binary(uint64_t seed) {
  size_t zeros = 0, long_runs = 0, run = 0, rex = 0, ff = 0, names = 0, letters = 0;
  mm_binary(binary, sizeof binary, seed);
  for (size_t i = 0; i < sizeof binary; i++) {
    int letter = (binary[i] >= 'a' && binary[i] <= 'z') || binary[i] == '_';
    run = binary[i] == 0 ? run + 1 : 0;
    zeros += binary[i] == 0;
    long_runs += run >= 16;
    names += binary[i] == 0 && letters >= 4;
    letters = letter ? letters + 1 : 0;
    rex += binary[i] == 0x48;
    ff += binary[i] == 0xff;
  }
  double size = sizeof binary;
  // As in bash, git, libc, objdump and ls of Debian 12, which have 5.9 to 6.4 bits a byte, 18 to 26 % zeros,
  // 0.8 to 4.5 % in long runs of them, 3.5 to 5.4 % REX.W prefixes and 3.5 to 5.2 % bytes 0xff.
  expect_within("binary: bits a byte", entropy(binary, sizeof binary), 5.9, 6.4);
  expect_within("binary: share of zeros", (double)zeros / size, 0.15, 0.27);
  expect_within("binary: share of zeros in runs of 16 and more", (double)long_runs / size, 0.004, 0.05);
  expect_within("binary: share of REX.W", (double)rex / size, 0.03, 0.07);
  expect_within("binary: share of 0xff", (double)ff / size, 0.03, 0.065);
  expect_within("binary: bytes for each name of 4 letters or more", size / (double)names, 40, 200);
}

// Less of it is its beginning, whatever lies behind.
static void test_prefix(void) {
  static uint8_t shorter[4099];
  size_t equal = 0;
  mm_binary(binary, sizeof binary, 5);
  shorter[4098] = 0x5a;
  mm_binary(shorter, sizeof shorter - 1, 5);
  while (equal < sizeof shorter - 1 && shorter[equal] == binary[equal]) equal++;
  expect_within("binary: common beginning", (double)equal, 4098, 4098);
  expect_within("binary: the byte behind", shorter[4098], 0x5a, 0x5a);
}

void test(void) {
  for (uint64_t seed = 0; seed < 8; seed++) test_binary(seed);
  expect_digest("binary", binary, sizeof binary, 0x81118c9b559a1860);
  test_prefix();
}
