// SPDX-License-Identifier: Apache-2.0
// Decodes lossy WebP files of photographs.
// Arithmetic decoding as compiled; transforms, filters and colours in SSE2 and SSE4.1, in VEX forms at v3.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_photo_block};

MM_DECODER(codec, .summary = "photographs decoded from WebP", .unit = "pixel");
