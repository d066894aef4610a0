// SPDX-License-Identifier: Apache-2.0
// Compresses program files by LZ4 HC at level 9, its default, as images are that must start fast.
// Follows chains of equal hashes: loads, compares and branches, for which v3 has BMI2's shifts only.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .memory = memory, .input = mm_binary_block, .setting = 9,
                                      .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of program files by LZ4 HC, level 9", .unit = "byte");
