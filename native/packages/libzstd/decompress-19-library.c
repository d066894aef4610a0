// SPDX-License-Identifier: Apache-2.0
// Decompresses Zstandard's frames of a shared library, compressed at level 19, as RPM does: Tcl's
// interpreter. Shifts of the entropy decoders, which both levels do by BMI2, v2 by cpuid; copies of matches.
#include "calls.h"
#include "files.h"

MM_FILE(library)

static const struct mm_codec codec = {CALLS, .input = mm_file_library, .setting = 19};

MM_DECODER(codec, .summary = "decompression of a shared library by Zstandard, from level 19", .unit = "byte");
