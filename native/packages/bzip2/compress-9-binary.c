// SPDX-License-Identifier: Apache-2.0
// Compresses machine code and tables, as executables hold.
#include "binaries.h"

#define FILL mm_binary
#define KIND "machine code and tables"

#include "compress.h"
