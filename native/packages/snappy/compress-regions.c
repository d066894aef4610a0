// SPDX-License-Identifier: Apache-2.0
// Compresses JSON by Snappy: the regions of all countries, by ISO 3166-2.
// Hashes, 8-byte loads and compares, copies: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"
#include "files.h"

MM_FILE(regions)

static const struct mm_codec codec = {CALLS, .input = mm_file_regions};

MM_ENCODER(codec, .summary = "compression of regions in JSON by Snappy", .unit = "byte");
