// SPDX-License-Identifier: Apache-2.0
// Decompresses LZ4 blocks of program files.
// Copies literals and matches, 8 to 32 bytes at a time: v3 has VEX forms of that, and wider ones at -O3.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block};

MM_DECODER(codec, .summary = "decompression of LZ4 blocks of program files", .unit = "byte");
