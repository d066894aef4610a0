// SPDX-License-Identifier: Apache-2.0
// Decompresses Zstandard's frames of access logs, compressed at level 3.
// Shifts of the entropy decoders, which both levels do by BMI2, v2 by cpuid; copies of matches.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_log, .setting = 3};

MM_DECODER(codec, .summary = "decompression of access logs by Zstandard, from level 3", .unit = "byte");
