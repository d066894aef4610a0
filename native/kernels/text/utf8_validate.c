// SPDX-License-Identifier: Apache-2.0
// Validates UTF-8 (Unicode, table 3-7) with Hoehrmann's automaton: 9 states over 12 classes of bytes.
// Each step waits for the last through a load, and look-ups do not widen: v3 gets the same code.
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { TEXT, CLASSES, INVALID };

enum { ASCII, LOW, MIDDLE, HIGH, LEAD2, E0, LEAD3, ED, F0, LEAD4, F4, NEVER, CLASS_COUNT = 16 };

// What may follow: anything new; that many more continuations; the second byte of what needs care.
enum { REJECT, ACCEPT, MORE1, MORE2, MORE3, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4, STATE_COUNT };

static const uint8_t next[STATE_COUNT][CLASS_COUNT] = {
    [ACCEPT] = {[ASCII] = ACCEPT,
                [LEAD2] = MORE1,
                [E0] = AFTER_E0,
                [LEAD3] = MORE2,
                [ED] = AFTER_ED,
                [F0] = AFTER_F0,
                [LEAD4] = MORE3,
                [F4] = AFTER_F4},
    [MORE1] = {[LOW] = ACCEPT, [MIDDLE] = ACCEPT, [HIGH] = ACCEPT},
    [MORE2] = {[LOW] = MORE1, [MIDDLE] = MORE1, [HIGH] = MORE1},
    [MORE3] = {[LOW] = MORE2, [MIDDLE] = MORE2, [HIGH] = MORE2},
    [AFTER_E0] = {[HIGH] = MORE1},                    // else too long for its value
    [AFTER_ED] = {[LOW] = MORE1, [MIDDLE] = MORE1},   // else a surrogate
    [AFTER_F0] = {[MIDDLE] = MORE2, [HIGH] = MORE2},  // else too long
    [AFTER_F4] = {[LOW] = MORE2},                     // else above U+10FFFF
};

// 0 where the text is valid; else how many bytes it takes to see that it is not.
static uint64_t invalid_at(const uint8_t *text, size_t n, const uint8_t classes[256]) {
  uint32_t state = ACCEPT;
  size_t i = 0;
  while (i < n && state != REJECT) state = next[state][classes[text[i++]]];
  return state == ACCEPT ? 0 : i;
}

static void run(const struct mm_data *data, uint64_t step) {
  *(uint64_t *)mm_at(data, INVALID, step) =
      invalid_at(mm_at(data, TEXT, step), data->n, mm_at(data, CLASSES, step));
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = 1,
                             .buffer = {[TEXT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [CLASSES] = {256, MM_INPUT, MM_BYTES, 1},
                                        [INVALID] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Every other text has a stray byte near its end, so that an answer of "valid" is not always right.
static void fill(const struct mm_data *data, uint64_t seed) {
  static const uint8_t first[][2] = {
      {0x00, ASCII}, {0x80, LOW}, {0x90, MIDDLE}, {0xa0, HIGH}, {0xc0, NEVER}, {0xc2, LEAD2}, {0xe0, E0},
      {0xe1, LEAD3}, {0xed, ED},  {0xee, LEAD3},  {0xf0, F0},   {0xf1, LEAD4}, {0xf4, F4},    {0xf5, NEVER}};
  struct mm_random random = mm_random(seed);
  uint8_t *classes = mm_at(data, CLASSES, 0);
  for (size_t range = 0; range < sizeof first / sizeof first[0]; range++)
    for (int byte = first[range][0]; byte < 256; byte++) classes[byte] = first[range][1];
  for (uint64_t i = 0; i < data->instances; i++) {
    uint8_t *text = mm_at(data, TEXT, i);
    mm_utf8((char *)text, data->n, seed + i);
    if (mm_below(&random, 2)) text[data->n - 1 - mm_below(&random, 16)] = (uint8_t)(0x80 | mm_next(&random));
  }
}

// By values: decode each code point, then see whether those bytes were the right ones for it.
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *text = mm_at(data, TEXT, step);
  uint64_t at = 0, invalid = 0;
  while (at < data->n && invalid == 0) {
    uint32_t lead = text[at++], more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) invalid = at;
    for (uint32_t k = 1; k <= more && invalid == 0; k++) {
      if (at == data->n || text[at] < 0x80 || text[at] > 0xbf) {
        invalid = at < data->n ? at + 1 : at;
        break;
      }
      uint32_t top = k == 1 ? (lead << 8 | text[at]) : 0;  // the two bytes that decide about the value
      at++;
      if ((top >= 0xe080 && top < 0xe0a0) || (top >= 0xeda0 && top <= 0xedbf) ||
          (top >= 0xf080 && top < 0xf090) || (top >= 0xf490 && top <= 0xf4bf))
        invalid = at;
    }
  }
  *(uint64_t *)mm_at(data, INVALID, step) = invalid;
}

// From Markus Kuhn's UTF-8 decoder capability and stress test, sections 1 to 5.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char texts[] =
      "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\0\xc2\x80\0\xe0\xa0\x80\0\xf0\x90\x80\x80\0\xef\xbf\xbf\0"
      "\xed\x9f\xbf\0\xee\x80\x80\0\xf4\x8f\xbf\xbf\0\xf4\x90\x80\x80\0\xf8\x88\x80\x80\x80\0\x80\0\xbf\0\xc3"
      " \0"
      "\xe2\x82\0\xf0\x90\x80\0\xfe\0\xff\0\xc0\xaf\0\xe0\x80\xaf\0\xf0\x80\x80\xaf\0\xc1\xbf\0\xed\xa0\x80\0"
      "\xed\xbf\xbf";
  static const uint64_t invalid[] = {0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 1, 1, 2, 2, 3, 1, 1, 1, 2, 2, 1, 2, 2};
  const char *text = texts;
  if (index >= sizeof invalid / sizeof invalid[0]) return 0;
  for (unsigned before = index; before > 0; before--) text += strlen(text) + 1;
  data->n = strlen(text);
  memcpy(mm_at(data, TEXT, 0), text, data->n);
  *expected = &invalid[index];
  return sizeof invalid[index];
}

MM_WORKLOAD(.summary = "validate UTF-8 by an automaton, a byte a step", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
