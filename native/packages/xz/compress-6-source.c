// SPDX-License-Identifier: Apache-2.0
// Compresses C source code by xz at preset 6, its default, as release tarballs are.
// Range coding, prices of choices, chains or trees of matches: dependent loads and branches; v3 has SHRX.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_source, .setting = 6, .pace = MM_SLOWEST};

MM_ENCODER(codec, .summary = "compression of C source code by xz, preset 6", .unit = "byte");
