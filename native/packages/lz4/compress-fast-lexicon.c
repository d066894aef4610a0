// SPDX-License-Identifier: Apache-2.0
// Compresses a lexicon by LZ4's fast mode, as databases hold text: WordNet's verbs, with definitions.
// Hashes, 8-byte loads and compares, copies: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"
#include "files.h"

MM_FILE(lexicon)

static const struct mm_codec codec = {CALLS, .input = mm_file_lexicon};

MM_ENCODER(codec, .summary = "compression of a lexicon by LZ4's fast mode", .unit = "byte");
