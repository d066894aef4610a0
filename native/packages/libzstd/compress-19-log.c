// SPDX-License-Identifier: Apache-2.0
// Compresses access logs by Zstandard at level 19, as for archives.
// Trees of matches and prices of choices: dependent loads and branches; sums of prices may widen at v3.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_log, .setting = 19, .pace = MM_SLOWEST};

MM_ENCODER(codec, .summary = "compression of access logs by Zstandard, level 19", .unit = "byte");
