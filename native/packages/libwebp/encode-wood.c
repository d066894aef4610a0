// SPDX-License-Identifier: Apache-2.0
// Encodes a picture of wood as lossy WebP at quality 75: a background of GNOME's.
// Transforms and sums in SSE2 and SSE4.1, in VEX forms at v3; prices and arithmetic coding as compiled.
#include "calls.h"

MM_FILE_AS(wood, window)

static const struct mm_codec codec = {CALLS, .input = mm_file_wood, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "a picture of wood encoded as WebP, quality 75", .unit = "pixel");
