// SPDX-License-Identifier: Apache-2.0
// Encodes a recorded voice, one channel, as FLAC at level 5: ALSA's, which names loudspeakers.
// Sums of products by intrinsics that cpuid chooses; residuals, Rice codes, MD5 as compiled: v3 has BMI2.
#include "calls.h"

MM_FILE_AS(voice, recorded)

static const struct mm_codec codec = {CALLS, .input = mm_file_voice, .setting = 1, .pace = MM_SLOW};

MM_FLOAT_ENCODER(codec, .summary = "a voice encoded as FLAC, level 5", .unit = "sample");
