// SPDX-License-Identifier: Apache-2.0
// Compresses C++ source code by xz at preset 6, its default, as release tarballs are: Catch2's header.
// Range coding, prices of choices, chains or trees of matches: dependent loads and branches; v3 has SHRX.
#include "calls.h"
#include "files.h"

MM_FILE(header)

static const struct mm_codec codec = {CALLS, .input = mm_file_header, .setting = 6, .pace = MM_SLOWEST};

MM_ENCODER(codec, .summary = "compression of a C++ header by xz, preset 6", .unit = "byte");
