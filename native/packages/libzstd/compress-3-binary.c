// SPDX-License-Identifier: Apache-2.0
// Compresses program files by Zstandard at level 3, its default, as btrfs does.
// Hashes, compares, entropy coding by shifts: v3 has BMI2 throughout, v2 in functions that cpuid chooses.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 3, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of program files by Zstandard, level 3", .unit = "byte");
