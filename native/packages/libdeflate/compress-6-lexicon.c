// SPDX-License-Identifier: Apache-2.0
// Compresses a lexicon by libdeflate at level 6, its default: WordNet's verbs, with definitions and examples.
// The checksum by AVX2, as cpuid says, at any level; matches are sought as compiled: v3 has BMI2.
#include "calls.h"
#include "files.h"

MM_FILE(lexicon)

static const struct mm_codec codec = {CALLS, .input = mm_file_lexicon, .setting = 6, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of a lexicon by libdeflate, level 6", .unit = "byte");
