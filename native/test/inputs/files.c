// SPDX-License-Identifier: Apache-2.0
#include "files.h"

#include <stdio.h>

#include "expect.h"

static char block[1 << 12];

static void test_part(void) {
  static const char file[] = "0123456789";
  int places = 0;
  for (uint64_t seed = 0; seed < 100; seed++) {
    mm_file_part(block, 64, seed, file, file + 10);
    for (size_t i = 1; i < 64; i++)
      expect_within("part: next byte", block[i], file[(block[i - 1] - '0' + 1) % 10],
                    file[(block[i - 1] - '0' + 1) % 10]);
    places |= 1 << (block[0] - '0');
  }
  expect_within("part: places that it starts at", places, 1023, 1023);
}

// Records of all lengths from 10 to 19, in a list as JSON has it.
static void test_records(void) {
  static char file[400];
  size_t length = (size_t)sprintf(file, "{\"3166\": [\n");
  for (int i = 0; i < 10; i++)
    length += (size_t)sprintf(file + length, "  <r%d>%.*s</r>,\n", i, i, "xxxxxxxxxx");
  length += (size_t)sprintf(file + length, "]}\n");
  int first = 0, last = 0;
  for (uint64_t seed = 0; seed < 200; seed++) {
    size_t size = 100 + seed;
    block[size] = '!';
    mm_file_records(block, size, seed, file, file + length, "<r", "</r>");
    expect_within("records: begins with one", strncmp(block, "<r", 2), 0, 0);
    expect_within("records: byte behind", block[size], '!', '!');
    first |= 1 << (block[2] - '0');
    size_t blanks = 0, records = 0, ends = 0;
    while (block[size - 1 - blanks] == ' ') blanks++;
    for (size_t i = 0; i + 2 < size; i++) {
      records += strncmp(block + i, "<r", 2) == 0;
      ends += strncmp(block + i, "/r>", 3) == 0;
      if (strncmp(block + i, "<r", 2) == 0) last = block[i + 2] - '0';
    }
    expect_within("records: are whole", (double)ends, (double)records, (double)records);
    // The next one does not fit: 8 bytes, its letters, a comma, a line break, two blanks.
    expect_within("records: blanks behind", (double)blanks, 0, 2 + 12 + (last + 1) % 10);
  }
  expect_within("records: that it starts with", first, 1023, 1023);
  mm_file_records(block, 8, 1, file, file + length, "<r", "</r>");
  expect_within("records: none fits", strncmp(block, "        ", 8), 0, 0);
  mm_file_records(block, 8, 1, file, file + length, "<s", "</s>");
  expect_within("records: none is there", strncmp(block, "        ", 8), 0, 0);
}

// Two channels of five frames, after a chunk of odd size that nobody knows.
static void test_wave(void) {
  static const char file[] =
      "RIFF\x44\0\0\0WAVE"
      "fmt \x10\0\0\0\1\0\2\0\x80\xbb\0\0\0\xee\2\0\4\0\x10\0"
      "LIST\3\0\0\0abc\0"
      "data\x14\0\0\0\0\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\x08\0\xff\xff";
  int starts = 0;
  for (uint64_t seed = 0; seed < 100; seed++) {
    struct mm_recording recording = mm_recording(file, file + sizeof file - 1, seed);
    int16_t first = mm_recorded(&recording);
    starts |= 1 << first;
    for (int i = 1; i < 25; i++) {
      int place = (first + i) % 10;
      expect_within("wave: next sample", mm_recorded(&recording), place == 9 ? -1 : place,
                    place == 9 ? -1 : place);
    }
  }
  expect_within("wave: samples of the first channel that it starts at", starts, 0x155, 0x155);
  struct mm_recording none = mm_recording(file, file + 40, 1);
  expect_within("wave: without samples", mm_recorded(&none), 0, 0);
}

void test(void) {
  test_part();
  test_records();
  test_wave();
}
