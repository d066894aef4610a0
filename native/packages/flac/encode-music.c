// SPDX-License-Identifier: Apache-2.0
// Encodes music, two channels, as FLAC at level 5.
// Sums of products by intrinsics that cpuid chooses; residuals, Rice codes, MD5 as compiled: v3 has BMI2.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = music, .setting = 2, .pace = MM_SLOW};

MM_FLOAT_ENCODER(codec, .summary = "music encoded as FLAC, level 5", .unit = "sample");
