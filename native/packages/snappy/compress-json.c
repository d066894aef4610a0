// SPDX-License-Identifier: Apache-2.0
// Compresses JSON records by Snappy, as message queues and key-value stores do.
// Hashes, 8-byte loads and compares, copies: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_json};

MM_ENCODER(codec, .summary = "compression of JSON records by Snappy", .unit = "byte");
