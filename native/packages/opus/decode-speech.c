// SPDX-License-Identifier: Apache-2.0
// Decodes Opus packets of speech at 24 kbit/s.
// Inverse transforms and filters of floats, range decoding: v3 has FMA, and BMI2's shifts.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = speech, .setting = 1};

MM_DECODER(codec, .summary = "speech decoded from Opus, 24 kbit/s", .unit = "sample", .tolerance = TOLERANCE);
