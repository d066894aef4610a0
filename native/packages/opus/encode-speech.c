// SPDX-License-Identifier: Apache-2.0
// Encodes speech as Opus at 24 kbit/s.
// Filters, correlations and transforms of floats: v3 has FMA; most loops of floats stay scalar at -O2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = speech, .setting = 1, .pace = MM_SLOW,
                                      .common = loudness};

MM_FLOAT_ENCODER(codec, .summary = "speech encoded as Opus, 24 kbit/s", .unit = "sample",
                 .tolerance = TOLERANCE_OF_SPEECH);
