// SPDX-License-Identifier: Apache-2.0
// Decompresses Zstandard's frames of program files, compressed at level 19, as RPM does.
// Shifts of the entropy decoders, which both levels do by BMI2, v2 by cpuid; copies of matches.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 19};

MM_DECODER(codec, .summary = "decompression of program files by Zstandard, from level 19", .unit = "byte");
