// SPDX-License-Identifier: Apache-2.0
// Decodes Opus packets of a recorded xylophone, one channel, at 24 kbit/s: an icon for the ear.
// Inverse transforms and filters of floats, range decoding: v3 has FMA, and BMI2's shifts.
#include "calls.h"

MM_FILE_AS(xylophone, recorded)

static const struct mm_codec codec = {CALLS, .input = mm_file_xylophone, .setting = 1};

MM_DECODER(codec, .summary = "a xylophone decoded from Opus, 24 kbit/s", .unit = "sample",
           .tolerance = TOLERANCE);
