// SPDX-License-Identifier: Apache-2.0
// Compresses program files by Snappy: matches are short, and much does not compress.
// Hashes, 8-byte loads and compares, copies: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block};

MM_ENCODER(codec, .summary = "compression of program files by Snappy", .unit = "byte");
