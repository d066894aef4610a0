// SPDX-License-Identifier: Apache-2.0
// Copies a text with its ASCII letters in lower case, as HTTP servers do with names of headers.
// v3 has vectors of 32 bytes, v2 of 16, where the compiler vectorises: GCC 12 at -O3 only, GCC 15 at -O2.
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { TEXT, LOWER };

static void to_lower(char *restrict lower, const char *restrict text, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    lower[i] = (char)(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
  }
}

static void run(const struct mm_data *data, uint64_t step) {
  to_lower(mm_at(data, LOWER, step), mm_at(data, TEXT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = 1,
      .buffer = {[TEXT] = {n, MM_INPUT, MM_BYTES, 0}, [LOWER] = {n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, TEXT, i), data->n, seed + i);
}

// Each letter by its place in the alphabet.
static void reference(const struct mm_data *data, uint64_t step) {
  static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", lower[] = "abcdefghijklmnopqrstuvwxyz";
  const char *text = mm_at(data, TEXT, step);
  char *result = mm_at(data, LOWER, step);
  for (uint64_t i = 0; i < data->n; i++) {
    const char *found = memchr(upper, text[i], 26);
    result[i] = found ? lower[found - upper] : text[i];
  }
}

// The neighbours of the letters, and bytes beyond ASCII, stay as they are.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char mixed[] = "@AZ[`az{\x80\xc1\xda\xff Content-Type";
  if (index > 0) return 0;
  data->n = sizeof mixed - 1;
  memcpy(mm_at(data, TEXT, 0), mixed, data->n);
  *expected = "@az[`az{\x80\xc1\xda\xff content-type";
  return data->n;
}

MM_WORKLOAD(.summary = "ASCII text to lower case", .unit = "byte", .shape = shape, .fill = fill,
            .reference = reference, .known_answer = known_answer);
