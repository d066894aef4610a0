// SPDX-License-Identifier: Apache-2.0
// Decompresses Snappy blocks of JSON records.
// Takes offsets from a word by BZHI at v3, by a shift and a mask at v2; copies by PSHUFB at both.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_json};

MM_DECODER(codec, .summary = "decompression of Snappy blocks of JSON records", .unit = "byte");
