// SPDX-License-Identifier: Apache-2.0
//
// For tests of the generators of inputs. One file under inputs/ defines test() for the generators of one
// header; `make test` finds it, links it with driver.c, and runs it as compiled for v1 and for v3.
#ifndef EXPECT_H
#define EXPECT_H

#include <stddef.h>
#include <stdint.h>

void test(void);

// The statistic must lie in [low, high]; give bounds that a generator of something else would miss.
void expect_within(const char *what, double value, double low, double high);

// The bytes must be the same on every host, compiler and level: 64-bit FNV-1a of all of them. A new digest
// means other inputs, so results before and after do not compare.
void expect_digest(const char *what, const void *bytes, size_t size, uint64_t digest);

// Shannon entropy of single bytes, bits a byte.
double entropy(const void *bytes, size_t size);

#endif
