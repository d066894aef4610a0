// SPDX-License-Identifier: Apache-2.0
// Compresses access logs by libdeflate at level 6, its default.
// The checksum by AVX2, as cpuid says, at any level; matches are sought as compiled: v3 has BMI2.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_log, .setting = 6, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of access logs by libdeflate, level 6", .unit = "byte");
