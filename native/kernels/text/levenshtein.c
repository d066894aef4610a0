// SPDX-License-Identifier: Apache-2.0
// Edit distances of pairs of names, by Wagner and Fischer with one row, as spell checkers do.
// Each cell waits for the one before it: v3 gets the same code; wider vectors fill the first row at -O3.
#include <string.h>

#include "documents.h"
#include "marchmark.h"

enum { PAIRS, DISTANCES };

enum { LONGEST = 23 };

struct word {
  uint8_t length;
  char text[LONGEST];
};

struct pair {
  struct word from, to;
};

static inline uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static uint32_t distance(const struct word *from, const struct word *to) {
  uint32_t row[LONGEST + 1];
  for (uint32_t j = 0; j <= to->length; j++) row[j] = j;
  for (uint32_t i = 0; i < from->length; i++) {
    uint32_t diagonal = row[0];
    row[0] = i + 1;
    for (uint32_t j = 0; j < to->length; j++) {
      uint32_t changed = diagonal + (from->text[i] != to->text[j]);
      diagonal = row[j + 1];
      row[j + 1] = least(least(row[j], diagonal) + 1, changed);
    }
  }
  return row[to->length];
}

static void run(const struct mm_data *data, uint64_t step) {
  const struct pair *pairs = mm_at(data, PAIRS, step);
  uint32_t *distances = mm_at(data, DISTANCES, step);
  for (uint64_t k = 0; k < data->n; k++) distances[k] = distance(&pairs[k].from, &pairs[k].to);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / (sizeof(struct pair) + sizeof(uint32_t));
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = mm_instances(n, 1 << 14),
                             .buffer = {[PAIRS] = {n * sizeof(struct pair), MM_INPUT, MM_BYTES, 0},
                                        [DISTANCES] = {n * sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static struct word draw_name(struct mm_random *random) {
  static const char pattern[] = "%w%(%|%|_%w%)";
  struct word word = {0, {0}};
  struct mm_page page = {word.text, LONGEST, 0, *random, 0};
  mm_expand(&page, pattern, pattern + sizeof pattern - 1);
  *random = page.random;
  word.length = (uint8_t)page.at;
  return word;
}

// Drops or changes a letter.
static void mistype(struct word *word, struct mm_random *random) {
  uint32_t at = mm_below(random, word->length);
  word->text[at] = (char)('a' + mm_below(random, 26));
  if (mm_below(random, 2)) memmove(word->text + at, word->text + at + 1, --word->length - at);
}

// Names of 2 to 23 letters, 7 on average, half of them against another name, half against themselves with 1
// or 2 slips.
static void fill(const struct mm_data *data, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (uint64_t i = 0; i < data->instances; i++) {
    struct pair *pairs = mm_at(data, PAIRS, i);
    for (uint64_t k = 0; k < data->n; k++) {
      pairs[k].from = pairs[k].to = draw_name(&random);
      uint32_t slips = mm_below(&random, 2) * (1 + mm_below(&random, 2));
      if (slips == 0) pairs[k].to = draw_name(&random);
      for (; slips > 0 && pairs[k].to.length > 0; slips--) mistype(&pairs[k].to, &random);
    }
  }
}

// The whole table, from the ends of the words to their starts, straight from the recurrence.
static void reference(const struct mm_data *data, uint64_t step) {
  const struct pair *pairs = mm_at(data, PAIRS, step);
  for (uint64_t k = 0; k < data->n; k++) {
    const struct word *from = &pairs[k].from, *to = &pairs[k].to;
    uint32_t rest[LONGEST + 1][LONGEST + 1];
    for (int i = from->length; i >= 0; i--) {
      for (int j = to->length; j >= 0; j--) {
        if (i == from->length || j == to->length)
          rest[i][j] = (uint32_t)(from->length - i + to->length - j);
        else
          rest[i][j] = least(least(rest[i + 1][j], rest[i][j + 1]) + 1,
                             rest[i + 1][j + 1] + (from->text[i] != to->text[j]));
      }
    }
    ((uint32_t *)mm_at(data, DISTANCES, step))[k] = rest[0][0];
  }
}

// Pairs of the literature.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const struct pair pairs[] = {{{6, "kitten"}, {7, "sitting"}},
                                      {{8, "saturday"}, {6, "sunday"}},
                                      {{11, "rosettacode"}, {13, "raisethysword"}},
                                      {{0, ""}, {4, "word"}},
                                      {{9, "intention"}, {9, "execution"}}};
  static const uint32_t distances[] = {3, 3, 8, 4, 5};
  if (index > 0) return 0;
  data->n = sizeof pairs / sizeof pairs[0];
  memcpy(mm_at(data, PAIRS, 0), pairs, sizeof pairs);
  *expected = distances;
  return sizeof distances;
}

MM_WORKLOAD(.summary = "Levenshtein distances of pairs of names", .unit = "pair", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
