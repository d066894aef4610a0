// SPDX-License-Identifier: Apache-2.0
// Decompresses a TrueType font by bzip2, compressed by bzip2 -9.
// Huffman codes bit by bit, then a walk through the block in the order of a permutation: v3 has shifts of
// BMI2.
#include "calls.h"
#include "files.h"

MM_FILE(font)

static const struct mm_codec codec = {CALLS, .input = mm_file_font, .setting = 9, .pace = MM_SLOW};

MM_DECODER(codec, .summary = "decompression of a font by bzip2", .unit = "byte");
