// SPDX-License-Identifier: Apache-2.0
// A second opinion on machine code, by Zydis: reads "offset bytes" lines from standard input, decodes these
// stretches of the file named, and prints how many instructions belong to which instruction set.
#include <Zydis/Zydis.h>
#include <stdio.h>
#include <stdlib.h>

static long counts[ZYDIS_ISA_SET_MAX_VALUE + 1];
static long tzcnt;
static long invalid;

static void decode(const ZydisDecoder *decoder, const unsigned char *code, size_t bytes) {
  ZydisDecodedInstruction instruction;
  size_t at = 0;
  while (at < bytes) {
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(decoder, NULL, code + at, bytes - at, &instruction))) {
      invalid++;
      at++;
      continue;
    }
    if (instruction.mnemonic == ZYDIS_MNEMONIC_TZCNT) {
      tzcnt++;
    } else {
      counts[instruction.meta.isa_set]++;
    }
    at += instruction.length;
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file || fseek(file, 0, SEEK_END)) return 1;
  long size = ftell(file);
  unsigned char *bytes = malloc((size_t)size);
  rewind(file);
  if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) return 1;
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
  size_t offset;
  size_t length;
  while (scanf("%zu %zu", &offset, &length) == 2) {
    if (offset > (size_t)size || length > (size_t)size - offset) return 1;
    decode(&decoder, bytes + offset, length);
  }
  for (int set = 0; set <= ZYDIS_ISA_SET_MAX_VALUE; set++) {
    if (counts[set]) printf("%s %ld\n", ZydisISASetGetString((ZydisISASet)set), counts[set]);
  }
  printf("TZCNT %ld\nINVALID %ld\n", tzcnt, invalid);
  free(bytes);
  fclose(file);
  return 0;
}
