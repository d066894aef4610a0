// SPDX-License-Identifier: Apache-2.0
// Makes a table of JSON in Lua, the regions of countries by ISO 3166-2: patterns within patterns, fields of a
// table, strings joined.
// Interprets bytecode through a table of jumps, matches a byte at a time: v3 has the same code for most of
// it.
#include <stdlib.h>

#include "calls.h"
#include "files.h"

static const char script[] =
    "local lines = {}\n"
    "for record in string.gmatch(..., '{(.-)}') do\n"
    "  local field = {}\n"
    "  for key, value in string.gmatch(record, '\"(%a+)\": \"(.-)\"') do field[key] = value end\n"
    "  lines[#lines + 1] = field.code .. ';' .. field.type .. ';' .. field.name .. '\\n'\n"
    "end\n"
    "return table.concat(lines)\n";

static void run(const struct mm_data *data, uint64_t step) {
  call(script, mm_at(data, RESULT, step), data->n, mm_at(data, INPUT, step), data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 64 << 10) return 0;
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = mm_instances(bytes, 1 << 20),
                             .buffer = {[INPUT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [RESULT] = {mm_content_bytes(bytes), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static inline void records(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  mm_file_records(block, size, seed, file, end, "{\n      \"code\"", "}");
}

MM_FILE_AS(regions, records)

static void fill(const struct mm_data *data, uint64_t seed) {
  for (uint64_t i = 0; i < data->instances; i++) mm_file_regions(mm_at(data, INPUT, i), data->n, seed + i);
}

// Appends the value behind `key` in a record, and what comes behind it.
static char *append(char *to, const char *record, const char *end, const char *key, char behind) {
  const char *value = mm_find(record, end, key);
  if (!value) abort();
  for (value += strlen(key); *value != '"'; value++) *to++ = *value;
  *to++ = behind;
  return to;
}

static void reference(const struct mm_data *data, uint64_t step) {
  struct mm_content *result = mm_at(data, RESULT, step);
  const char *at = mm_at(data, INPUT, step), *end = at + data->n;
  char *to = (char *)result->bytes;
  while ((at = mm_find(at, end, "{"))) {
    const char *record = at;
    at = mm_find(record, end, "}");
    to = append(to, record, at, "\"code\": \"", ';');
    to = append(to, record, at, "\"type\": \"", ';');
    to = append(to, record, at, "\"name\": \"", '\n');
  }
  mm_finish(result, (size_t)(to - (char *)result->bytes), data->n);
}

MM_WORKLOAD(.summary = "a table made of regions in JSON by a Lua script", .unit = "byte", .shape = shape,
            .fill = fill, .reference = reference);
