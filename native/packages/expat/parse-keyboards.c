// SPDX-License-Identifier: Apache-2.0
// Parses the list of keyboards' layouts by Expat, as desktops do: short elements below each other, indented.
// Branches on the class of each byte, by tables: v3 has the same code.
#include "calls.h"

static inline void layouts(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  records(block, size, seed, file, end, "<layout>", "</layout>");
}

MM_FILE_AS(keyboards, layouts)

PARSE(mm_file_keyboards, "a list of keyboards parsed by Expat");
