// SPDX-License-Identifier: Apache-2.0
// Decodes FLAC streams of a recorded xylophone, one channel: an icon for the ear.
// Counts zeros of Rice codes, predicts by sums of products: v3 has LZCNT, shifts of BMI2, and may widen.
#include "calls.h"

MM_FILE_AS(xylophone, recorded)

static const struct mm_codec codec = {CALLS, .input = mm_file_xylophone, .setting = 1};

MM_DECODER(codec, .summary = "a xylophone decoded from FLAC", .unit = "sample");
