// SPDX-License-Identifier: Apache-2.0
// Compresses program files by Zstandard at level 19, as the payload of RPM packages is.
// Trees of matches and prices of choices: dependent loads and branches; sums of prices may widen at v3.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 19, .pace = MM_SLOWEST};

MM_ENCODER(codec, .summary = "compression of program files by Zstandard, level 19", .unit = "byte");
