// SPDX-License-Identifier: Apache-2.0
// Decompresses .xz streams of program files, as of Debian's packages.
// A bit at a time by range decoding, one multiplication and one branch each: v3 has MULX and SHRX.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 6, .pace = MM_SLOW};

MM_DECODER(codec, .summary = "decompression of .xz streams of program files", .unit = "byte");
