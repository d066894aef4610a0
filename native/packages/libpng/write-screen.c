// SPDX-License-Identifier: Apache-2.0
// Writes screenshots as PNG.
// Tries all filters on each row, byte by byte, then zlib: v3 may widen the filters, and has BMI2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_screen_block, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "screenshots written as PNG", .unit = "pixel");
