// SPDX-License-Identifier: Apache-2.0
// Encodes a recorded voice as Opus at 24 kbit/s: ALSA's, which names loudspeakers.
// Filters, correlations and transforms of floats: v3 has FMA; most loops of floats stay scalar at -O2.
#include "calls.h"

MM_FILE_AS(voice, recorded)

static const struct mm_codec codec = {CALLS, .input = mm_file_voice, .setting = 1, .pace = MM_SLOW,
                                      .common = loudness};

MM_FLOAT_ENCODER(codec, .summary = "a voice encoded as Opus, 24 kbit/s", .unit = "sample",
                 .tolerance = TOLERANCE_OF_SPEECH);
