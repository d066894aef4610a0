// SPDX-License-Identifier: Apache-2.0
// Compresses JSON by Zstandard at level 3, its default: the regions of all countries, by ISO 3166-2.
// Hashes, compares, entropy coding by shifts: v3 has BMI2 throughout, v2 in functions that cpuid chooses.
#include "calls.h"
#include "files.h"

MM_FILE(regions)

static const struct mm_codec codec = {CALLS, .input = mm_file_regions, .setting = 3, .pace = MM_SLOW};

MM_ENCODER(codec, .summary = "compression of regions in JSON by Zstandard, level 3", .unit = "byte");
