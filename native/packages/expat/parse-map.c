// SPDX-License-Identifier: Apache-2.0
// Parses maps by Expat: short elements with many attributes, whose names and values it looks up and copies.
// Branches on the class of each byte, by tables, and hashes of names: v3 has the same code, and RORX.
#include "calls.h"

PARSE(mm_map, "maps of OpenStreetMap's kind parsed by Expat");
