// SPDX-License-Identifier: Apache-2.0
// Parses news feeds by Expat: elements of prose, with entities.
// Branches on the class of each byte, by tables: v3 has the same code.
#include "calls.h"

PARSE(mm_feed, "news feeds parsed by Expat");
