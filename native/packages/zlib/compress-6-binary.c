// SPDX-License-Identifier: Apache-2.0
// Compresses program files by zlib at level 6, its default.
// Hash chains and bit output: v3 has shifts of BMI2. Debian builds at -O3, so that sliding and Adler-32 are
// vectors.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 6, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of program files by zlib, level 6", .unit = "byte");
