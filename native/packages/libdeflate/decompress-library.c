// SPDX-License-Identifier: Apache-2.0
// Decompresses zlib streams of a shared library by libdeflate: Tcl's interpreter.
// The decoder by BMI2 and the checksum by AVX2, as cpuid says: both levels run the same code.
#include "calls.h"
#include "files.h"

MM_FILE(library)

static const struct mm_codec codec = {CALLS, .input = mm_file_library, .setting = 6};

MM_DECODER(codec, .summary = "decompression of a shared library by libdeflate", .unit = "byte");
