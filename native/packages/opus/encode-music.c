// SPDX-License-Identifier: Apache-2.0
// Encodes music, two channels, as Opus at 128 kbit/s.
// Filters, correlations and transforms of floats: v3 has FMA; most loops of floats stay scalar at -O2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = music, .setting = 2, .pace = MM_SLOW};

MM_FLOAT_ENCODER(codec, .summary = "music encoded as Opus, 128 kbit/s", .unit = "sample",
                 .tolerance = TOLERANCE_OF_MUSIC);
