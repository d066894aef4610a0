// SPDX-License-Identifier: Apache-2.0
// Counts the words of a text in Lua: patterns, strings as keys of a table, a sort by a Lua function.
// Interprets bytecode through a table of jumps, hashes and compares strings: v3 has BMI2's shifts.
#include "words.h"

COUNT_WORDS(mm_text, "words of a text counted by a Lua script");
