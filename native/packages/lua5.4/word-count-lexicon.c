// SPDX-License-Identifier: Apache-2.0
// Counts the words of a lexicon in Lua, WordNet's verbs with definitions: more different ones than in prose.
// Interprets bytecode through a table of jumps, hashes and compares strings: v3 has BMI2's shifts.
#include "files.h"
#include "words.h"

MM_FILE(lexicon)

COUNT_WORDS(mm_file_lexicon, "words of a lexicon counted by a Lua script");
