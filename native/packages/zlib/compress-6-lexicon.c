// SPDX-License-Identifier: Apache-2.0
// Compresses a lexicon by zlib at level 6, its default: WordNet's verbs, with definitions and examples.
// Hash chains and bit output: v3 has shifts of BMI2. Debian builds at -O3, so that sliding and Adler-32 are
// vectors.
#include "calls.h"
#include "files.h"

MM_FILE(lexicon)

static const struct mm_codec codec = {CALLS, .input = mm_file_lexicon, .setting = 6, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of a lexicon by zlib, level 6", .unit = "byte");
