// SPDX-License-Identifier: Apache-2.0
// Compresses access logs by LZ4's fast mode, as log shippers and kernel crash dumps do.
// Hashes, 8-byte loads and compares, copies: v3 has shifts of BMI2, and VEX forms of the copies.
#include "calls.h"
#include "documents.h"

static const struct mm_codec codec = {CALLS, .input = mm_log};

MM_ENCODER(codec, .summary = "compression of access logs by LZ4's fast mode", .unit = "byte");
