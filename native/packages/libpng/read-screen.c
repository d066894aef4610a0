// SPDX-License-Identifier: Apache-2.0
// Reads PNG files of screenshots.
// Inflates by zlib, then undoes the filters in SSE2, of which v3 has VEX forms.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_screen_block};

MM_DECODER(codec, .summary = "PNG files of screenshots read", .unit = "pixel");
