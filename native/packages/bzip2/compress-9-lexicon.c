// SPDX-License-Identifier: Apache-2.0
// Compresses a lexicon by bzip2 -9, its default: WordNet's verbs, with definitions and examples.
// Sorts suffixes by comparisons, then move-to-front and Huffman codes: v3 has little for that but shifts of
// BMI2.
#include "calls.h"
#include "files.h"

MM_FILE(lexicon)

static const struct mm_codec codec = {CALLS, .input = mm_file_lexicon, .setting = 9, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of a lexicon by bzip2 -9", .unit = "byte");
