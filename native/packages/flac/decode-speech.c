// SPDX-License-Identifier: Apache-2.0
// Decodes FLAC streams of speech, one channel.
// Counts zeros of Rice codes, predicts by sums of products: v3 has LZCNT, shifts of BMI2, and may widen.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = speech, .setting = 1};

MM_DECODER(codec, .summary = "speech decoded from FLAC", .unit = "sample");
