// SPDX-License-Identifier: Apache-2.0
// Decompresses prose, as documents hold.
#include "inputs.h"

#define FILL mm_text
#define KIND "prose"

#include "decompress.h"
