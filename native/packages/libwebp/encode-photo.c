// SPDX-License-Identifier: Apache-2.0
// Encodes photographs as lossy WebP at quality 75.
// Transforms and sums in SSE2 and SSE4.1, in VEX forms at v3; prices and arithmetic coding as compiled.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_photo_block, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "photographs encoded as WebP, quality 75", .unit = "pixel");
