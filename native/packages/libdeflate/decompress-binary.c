// SPDX-License-Identifier: Apache-2.0
// Decompresses zlib streams of program files by libdeflate.
// The decoder by BMI2 and the checksum by AVX2, as cpuid says: both levels run the same code.
#include "calls.h"

static const struct mm_codec codec = {CALLS, .input = mm_binary_block, .setting = 6};

MM_DECODER(codec, .summary = "decompression of program files by libdeflate", .unit = "byte");
