// SPDX-License-Identifier: Apache-2.0
// Decompresses LZ4 blocks of a shared library, as squashfs and EROFS hold it: Tcl's interpreter.
// Copies literals and matches, 8 to 32 bytes at a time: v3 has VEX forms of that, and wider ones at -O3.
#include "calls.h"
#include "files.h"

MM_FILE(library)

static const struct mm_codec codec = {CALLS, .input = mm_file_library};

MM_DECODER(codec, .summary = "decompression of LZ4 blocks of a shared library", .unit = "byte");
