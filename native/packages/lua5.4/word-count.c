// SPDX-License-Identifier: Apache-2.0
// Counts the words of a text in Lua: patterns, strings as keys of a table, a sort by a Lua function.
// Interprets bytecode through a table of jumps, hashes and compares strings: v3 has BMI2's shifts.
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"

enum { ROOM = 4096, MOST_WORDS = 256 };

static const char script[] =
    "local counts, words = {}, {}\n"
    "for word in string.gmatch(..., '%a+') do\n"
    "  word = word:lower()\n"
    "  local count = counts[word]\n"
    "  if not count then words[#words + 1] = word end\n"
    "  counts[word] = (count or 0) + 1\n"
    "end\n"
    "table.sort(words, function(a, b)\n"
    "  if counts[a] ~= counts[b] then return counts[a] > counts[b] end\n"
    "  return a < b\n"
    "end)\n"
    "for i, word in ipairs(words) do words[i] = word .. ' ' .. counts[word] .. '\\n' end\n"
    "return table.concat(words)\n";

static void run(const struct mm_data *data, uint64_t step) {
  call(script, mm_at(data, RESULT, step), ROOM, mm_at(data, INPUT, step), data->n);
}

MM_CODE(.run = run);

// Half of the size: 8 KiB take half a millisecond.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 2;
  if (bytes > 64 << 10) return 0;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = mm_instances(n, 512 << 10),
      .buffer = {
          [INPUT] = {n, MM_INPUT, MM_BYTES, 0}, [RESULT] = {mm_content_bytes(ROOM), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, INPUT, i), data->n, seed + i);
}

struct word {
  char letters[24];
  uint32_t count;
};

static int by_count(const void *a, const void *b) {
  const struct word *one = a, *other = b;
  if (one->count != other->count) return one->count < other->count ? 1 : -1;
  return strcmp(one->letters, other->letters);
}

static void reference(const struct mm_data *data, uint64_t step) {
  struct mm_content *result = mm_at(data, RESULT, step);
  const char *text = mm_at(data, INPUT, step);
  struct word words[MOST_WORDS], word = {"", 0};
  size_t known = 0, size = 0, length = 0;
  for (uint64_t at = 0; at <= data->n; at++) {
    char letter = at < data->n ? (char)(text[at] | 0x20) : ' ';
    if (letter >= 'a' && letter <= 'z') {
      word.letters[length++] = letter;
      continue;
    }
    word.letters[length] = 0;
    size_t w = 0;
    while (w < known && strcmp(words[w].letters, word.letters) != 0) w++;
    if (w == known && length > 0) words[known++] = word;
    if (length > 0) words[w].count++;
    length = 0;
  }
  qsort(words, known, sizeof *words, by_count);
  for (size_t w = 0; w < known; w++)
    size += (size_t)snprintf((char *)result->bytes + size, ROOM - size, "%s %u\n", words[w].letters,
                             words[w].count);
  mm_finish(result, size, ROOM);
}

MM_WORKLOAD(.summary = "words of a text counted by a Lua script", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference);
