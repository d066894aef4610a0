// SPDX-License-Identifier: Apache-2.0
// Decodes lossy WebP files of drawn sheets in smooth shades: GNOME's default background.
// Arithmetic decoding as compiled; transforms, filters and colours in SSE2 and SSE4.1, in VEX forms at v3.
#include "calls.h"

MM_FILE_AS(sheets, window)

static const struct mm_codec codec = {CALLS, .input = mm_file_sheets};

MM_DECODER(codec, .summary = "drawn sheets decoded from WebP", .unit = "pixel");
