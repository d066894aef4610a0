// SPDX-License-Identifier: Apache-2.0
// Decompresses a TrueType font by zlib, compressed at level 6, as WOFF and PDF files have them.
// Table look-ups and bits, a byte or a copy at a time: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"
#include "files.h"

MM_FILE(font)

static const struct mm_codec codec = {CALLS, .input = mm_file_font, .setting = 6};

MM_DECODER(codec, .summary = "decompression of a font by zlib", .unit = "byte");
