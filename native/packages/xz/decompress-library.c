// SPDX-License-Identifier: Apache-2.0
// Decompresses .xz streams of a shared library, as of Debian's packages: Tcl's interpreter.
// A bit at a time by range decoding, one multiplication and one branch each: v3 has MULX and SHRX.
#include "calls.h"
#include "files.h"

MM_FILE(library)

static const struct mm_codec codec = {CALLS, .input = mm_file_library, .setting = 6, .pace = MM_SLOW};

MM_DECODER(codec, .summary = "decompression of .xz streams of a shared library", .unit = "byte");
