// SPDX-License-Identifier: Apache-2.0
// Parses the list of media types by Expat, as file managers do: comments in all languages, patterns.
// Branches on the class of each byte, by tables, and checks UTF-8: v3 has the same code.
#include "calls.h"

static inline void types(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  records(block, size, seed, file, end, "<mime-type ", "</mime-type>");
}

MM_FILE_AS(media_types, types)

PARSE(mm_file_media_types, "a list of media types parsed by Expat");
