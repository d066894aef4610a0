// SPDX-License-Identifier: Apache-2.0
// Counts the code points of UTF-8 text: the bytes that do not continue one.
// v3 has vectors of 32 bytes, v2 of 16, where the compiler vectorises: GCC 12 at -O3 only, GCC 15 at -O2.
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, COUNT };

static uint64_t count_points(const uint8_t *text, size_t n) {
  uint64_t points = 0;
  for (size_t i = 0; i < n; i++) points += (text[i] & 0xc0) != 0x80;
  return points;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, COUNT, step) = count_points(mm_at(data, TEXT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){
      .n = bytes,
      .work = bytes,
      .instances = 1,
      .buffer = {
          [TEXT] = {bytes, MM_INPUT, MM_BYTES, 0}, [COUNT] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_utf8(mm_at(data, TEXT, i), data->n, seed + i);
}

// From one code point to the next, by the length that its first byte tells.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *text = mm_at(data, TEXT, step);
  uint64_t points = 0;
  for (uint64_t at = 0; at < data->n; points++)
    at += text[at] < 0x80 ? 1 : text[at] < 0xe0 ? 2 : text[at] < 0xf0 ? 3 : 4;
  *(uint64_t *)mm_at(data, COUNT, step) = points;
}

// The examples of RFC 3629, section 7.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char *const examples[] = {
      "\x41\xe2\x89\xa2\xce\x91\x2e", "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4",
      "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "\xef\xbb\xbf\xf0\xa3\x8e\xb4"};
  static const uint64_t points[] = {4, 3, 3, 2};
  if (index >= sizeof points / sizeof points[0]) return 0;
  data->n = strlen(examples[index]);
  memcpy(mm_at(data, TEXT, 0), examples[index], data->n);
  *expected = &points[index];
  return sizeof points[index];
}

MM_WORKLOAD(.summary = "count the code points of UTF-8 text", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
