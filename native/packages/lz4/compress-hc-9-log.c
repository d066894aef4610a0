// SPDX-License-Identifier: Apache-2.0
// Compresses access logs by LZ4 HC at level 9, its default, for what is read more often than written.
// Follows chains of equal hashes: loads, compares and branches, for which v3 has BMI2's shifts only.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .memory = memory, .input = mm_log, .setting = 9,
                                      .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of access logs by LZ4 HC, level 9", .unit = "byte");
