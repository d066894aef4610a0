// SPDX-License-Identifier: Apache-2.0
// Decodes Opus packets of music, two channels, at 128 kbit/s.
// Inverse transforms and filters of floats, range decoding: v3 has FMA, and BMI2's shifts.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = music, .setting = 2};

MM_DECODER(codec, .summary = "music decoded from Opus, 128 kbit/s", .unit = "sample", .tolerance = TOLERANCE);
