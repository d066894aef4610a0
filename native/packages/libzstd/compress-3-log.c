// SPDX-License-Identifier: Apache-2.0
// Compresses access logs by Zstandard at level 3, its default.
// Hashes, compares, entropy coding by shifts: v3 has BMI2 throughout, v2 in functions that cpuid chooses.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_log, .setting = 3, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of access logs by Zstandard, level 3", .unit = "byte");
