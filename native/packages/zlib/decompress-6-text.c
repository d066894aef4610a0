// SPDX-License-Identifier: Apache-2.0
// Decompresses prose by zlib, compressed at level 6.
// Table look-ups and bits, a byte or a copy at a time: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_text, .setting = 6};

MM_DECODER(codec, .summary = "decompression of prose by zlib", .unit = "byte");
