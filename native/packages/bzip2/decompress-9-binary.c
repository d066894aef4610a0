// SPDX-License-Identifier: Apache-2.0
// Decompresses machine code and tables, as executables hold.
#include "binaries.h"

#define FILL mm_binary
#define KIND "machine code and tables"

#include "decompress.h"
