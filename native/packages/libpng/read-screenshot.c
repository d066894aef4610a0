// SPDX-License-Identifier: Apache-2.0
// Reads PNG files of a screenshot: GNOME's calendar, of its handbook.
// Inflates by zlib, then undoes the filters in SSE2, of which v3 has VEX forms.
#include "calls.h"

MM_FILE_AS(screenshot, window)

static const struct mm_codec codec = {CALLS, .input = mm_file_screenshot};

MM_DECODER(codec, .summary = "PNG files of a screenshot read", .unit = "pixel");
