// SPDX-License-Identifier: Apache-2.0
// Decompresses program files by bzip2, compressed by bzip2 -9.
// Huffman codes bit by bit, then a walk through the block in the order of a permutation: v3 has shifts of
// BMI2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 9, .pace = MM_SLOW};

MM_DECODER(codec, .summary = "decompression of program files by bzip2", .unit = "byte");
