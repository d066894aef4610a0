// SPDX-License-Identifier: Apache-2.0
// Decompresses Snappy blocks of a shared library: Tcl's interpreter.
// Takes offsets from a word by BZHI at v3, by a shift and a mask at v2; copies by PSHUFB at both.
#include "calls.h"
#include "files.h"

MM_FILE(library)

static const struct mm_codec codec = {CALLS, .input = mm_file_library};

MM_DECODER(codec, .summary = "decompression of Snappy blocks of a shared library", .unit = "byte");
