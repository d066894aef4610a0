// SPDX-License-Identifier: Apache-2.0
// Writes a wallpaper as PNG: Debian 12's Emerald, smooth shades and edges.
// Tries all filters on each row, byte by byte, then zlib: v3 may widen the filters, and has BMI2.
#include "calls.h"

MM_FILE_AS(wallpaper, window)

static const struct mm_codec codec = {CALLS, .input = mm_file_wallpaper, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "a wallpaper written as PNG", .unit = "pixel");
