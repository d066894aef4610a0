// SPDX-License-Identifier: Apache-2.0
// Compresses prose by bzip2 -9, its default.
// Sorts suffixes by comparisons, then move-to-front and Huffman codes: v3 has little for that but shifts of
// BMI2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_text, .setting = 9, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of prose by bzip2 -9", .unit = "byte");
