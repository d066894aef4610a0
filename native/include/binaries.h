// SPDX-License-Identifier: Apache-2.0
//
// What an ELF file holds: x86-64 machine code, tables of addresses, names, and zeros. For fill() only.
#ifndef MARCHMARK_BINARIES_H
#define MARCHMARK_BINARIES_H

#include "inputs.h"

// The commonest instructions of compiled C, and what follows the opcode: a pair of registers, a place on the
// stack or in a structure, a small or a large number.
enum mm_operands { MM_NONE, MM_REGISTERS, MM_PLACE, MM_SMALL, MM_LARGE, MM_PLACE_AND_SMALL };

static const struct {
  uint8_t share, opcode_bytes, opcode[4], operands;  // shares are of 64
} mm_instructions[] = {
    {9, 2, {0x48, 0x89}, MM_REGISTERS},         // mov, 64 bits
    {7, 2, {0x48, 0x8b}, MM_PLACE},             // load
    {5, 2, {0x48, 0x89}, MM_PLACE},             // store
    {5, 1, {0xe8}, MM_LARGE},                   // call
    {4, 1, {0x74}, MM_SMALL},                   // je, near
    {3, 2, {0x0f, 0x85}, MM_LARGE},             // jne, far
    {3, 1, {0x8b}, MM_PLACE},                   // load, 32 bits
    {3, 2, {0x48, 0x8d}, MM_PLACE},             // lea
    {3, 3, {0x48, 0x8d, 0x3d}, MM_LARGE},       // lea of a constant
    {3, 2, {0x48, 0x85}, MM_REGISTERS},         // test
    {3, 1, {0x31}, MM_REGISTERS},               // xor
    {2, 1, {0x89}, MM_REGISTERS},               // mov, 32 bits
    {2, 3, {0x48, 0x83, 0xc4}, MM_SMALL},       // add to the stack pointer
    {2, 2, {0x48, 0x39}, MM_REGISTERS},         // cmp
    {2, 1, {0xc7}, MM_PLACE_AND_SMALL},         // store of a constant, whose upper bytes are 0
    {1, 1, {0xeb}, MM_SMALL},                   // jmp
    {1, 3, {0x41, 0x54, 0x55}, MM_NONE},        // push, push
    {1, 4, {0x5b, 0x5d, 0x41, 0x5c}, MM_NONE},  // pop, pop, pop
    {1, 1, {0xc3}, MM_NONE},                    // ret
    {2, 3, {0x0f, 0xb6}, MM_NONE},              // movzx of (%rax)
    {1, 1, {0xb8}, MM_LARGE},                   // mov of a constant
    {1, 4, {0x0f, 0x1f, 0x40, 0x00}, MM_NONE},  // nop, for alignment
};

// One instruction at `code`, at most 10 bytes; returns their number.
static inline size_t mm_instruction(uint8_t *code, struct mm_random *random) {
  uint32_t at = 0, share = mm_below(random, 64);
  while (share >= mm_instructions[at].share) share -= mm_instructions[at++].share;
  size_t size = mm_instructions[at].opcode_bytes;
  memcpy(code, mm_instructions[at].opcode, 4);
  uint8_t operands = mm_instructions[at].operands, one = (uint8_t)mm_next(random);
  uint8_t other = (uint8_t)mm_next(random), few = one & other;  // low numbers are used most
  if (code[0] == 0x48) code[0] |= few & 5;                      // registers from r8 on
  if (operands == MM_REGISTERS) code[size++] = 0xc0 | few;
  if (operands == MM_PLACE || operands == MM_PLACE_AND_SMALL) {
    uint8_t offset = (uint8_t)(mm_below(random, 1 + other / 4) * 4);
    code[size++] = 0x40 | (one & 0x3f);
    if ((one & 7) == 4) code[size++] = 0x24;  // based on the stack pointer
    code[size++] = (one & 7) == 5 ? 0 - offset : offset;
  }
  if (operands == MM_SMALL) code[size++] = few;
  if (operands == MM_PLACE_AND_SMALL)
    code[size++] = few, code[size++] = 0, code[size++] = 0, code[size++] = 0;
  if (operands == MM_LARGE) {
    code[size++] = other, code[size++] = (uint8_t)mm_next(random);
    code[size++] = one & 3 ? 0xff : 0, code[size++] = one & 3 ? 0xff : 0;
  }
  return size;
}

// Addresses of 8 bytes, rising by 8 to 64; the upper five bytes are 0, as in relocations and jump tables.
static inline void mm_addresses(uint8_t *bytes, size_t length, struct mm_random *random) {
  uint64_t address = mm_below(random, 1 << 22);
  for (size_t i = 0; i < length; i++) {
    if (i % 8 == 0) address += 8 + 8 * mm_below(random, 8);
    bytes[i] = (uint8_t)(address >> 8 * (i % 8));
  }
}

// Sections of 256 to 1279 bytes: 13 of 20 are code, 3 addresses, 3 names that end in a zero; one has 256
// zeros, as padding. About 6 bits a byte in all and a fifth of it zeros, as in /bin/ls (5.9 bits, 26 %), libc
// (6.3, 20 %) or git (6.4, 18 %), where compressed data has 8 bits and text 4.4.
static inline void mm_binary(uint8_t *bytes, size_t length, uint64_t seed) {
  struct mm_random random = mm_random(seed);
  for (size_t at = 0; at < length;) {
    uint8_t section[1280 + 10];
    size_t size = 256 + mm_below(&random, 1024);
    uint32_t kind = mm_below(&random, 20);
    memset(section, 0, sizeof section);
    if (kind < 13) {
      for (size_t i = 0; i < size;) i += mm_instruction(section + i, &random);
    } else if (kind < 16) {
      mm_addresses(section, size, &random);
    } else if (kind < 19) {
      mm_text((char *)section, size, mm_next(&random));
      for (size_t i = 0; i < size; i++)
        if (section[i] <= ' ') section[i] = mm_below(&random, 2) ? '_' : 0;
    } else {
      size = 256;
    }
    size_t copied = size < length - at ? size : length - at;
    memcpy(bytes + at, section, copied);
    at += copied;
  }
}

#endif
