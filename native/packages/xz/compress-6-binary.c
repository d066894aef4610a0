// SPDX-License-Identifier: Apache-2.0
// Compresses program files by xz at preset 6, its default, as Debian's packages are.
// Range coding, prices of choices, chains or trees of matches: dependent loads and branches; v3 has SHRX.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 6, .pace = MM_SLOWEST};

MM_ENCODER(codec, .summary = "compression of program files by xz, preset 6", .unit = "byte");
