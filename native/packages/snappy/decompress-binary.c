// SPDX-License-Identifier: Apache-2.0
// Decompresses Snappy blocks of program files.
// Takes offsets from a word by BZHI at v3, by a shift and a mask at v2; copies by PSHUFB at both.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block};

MM_DECODER(codec, .summary = "decompression of Snappy blocks of program files", .unit = "byte");
