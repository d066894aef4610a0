// SPDX-License-Identifier: Apache-2.0
//
// Where the loader put a library's code, and where it let its calls end. Not by dladdr, which moved into libc
// with glibc 2.34: built there, the shim would load on nothing older (DECISIONS.md, D83).
#define _GNU_SOURCE
#include <link.h>
#include <string.h>

#include "shim.h"

struct holder {
  uintptr_t address;
  struct dl_phdr_info object;  // that holds it; without a name where there is none
};

static int holds(const struct dl_phdr_info *object, uintptr_t address) {
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const Elf64_Phdr *part = &object->dlpi_phdr[i];
    uintptr_t start = object->dlpi_addr + part->p_vaddr;
    if (part->p_type == PT_LOAD && address >= start && address - start < part->p_memsz) return 1;
  }
  return 0;
}

static int look_into(struct dl_phdr_info *object, size_t size, void *context) {
  struct holder *holder = context;
  (void)size;
  if (!holds(object, holder->address)) return 0;
  holder->object = *object;
  return 1;
}

static struct dl_phdr_info holder_of(const void *address) {
  struct holder holder = {.address = (uintptr_t)address};
  dl_iterate_phdr(look_into, &holder);
  return holder.object;
}

MM_EXPORTED const char *mm_file_of(const void *address) { return holder_of(address).dlpi_name; }

// What the loader fills a library's slots by; the dynamic section of a loaded one holds addresses.
struct slots {
  const Elf64_Rela *first;
  size_t bytes;
};
struct tables {
  const char *names;
  const Elf64_Sym *symbols;
  struct slots calls, data;
};

static struct tables tables_of(const struct dl_phdr_info *object) {
  struct tables found = {.names = NULL};
  const Elf64_Dyn *entry = NULL;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const Elf64_Phdr *part = &object->dlpi_phdr[i];
    if (part->p_type == PT_DYNAMIC) entry = (const void *)(object->dlpi_addr + part->p_vaddr);
  }
  for (; entry && entry->d_tag != DT_NULL; entry++) {
    const void *table = (const void *)entry->d_un.d_ptr;
    if (entry->d_tag == DT_STRTAB) found.names = table;
    if (entry->d_tag == DT_SYMTAB) found.symbols = table;
    if (entry->d_tag == DT_JMPREL) found.calls.first = table;
    if (entry->d_tag == DT_PLTRELSZ) found.calls.bytes = entry->d_un.d_val;
    if (entry->d_tag == DT_RELA) found.data.first = table;
    if (entry->d_tag == DT_RELASZ) found.data.bytes = entry->d_un.d_val;
  }
  return found;
}

// The name of a function that the object has itself, but that one of these slots finds in another; or NULL.
static const char *led_out(const struct dl_phdr_info *object, const struct tables *tables, struct slots of) {
  for (size_t i = 0; i < of.bytes / sizeof *of.first; i++) {
    uint64_t info = of.first[i].r_info;
    const Elf64_Sym *symbol = &tables->symbols[ELF64_R_SYM(info)];
    int is_slot = ELF64_R_TYPE(info) == R_X86_64_JUMP_SLOT || ELF64_R_TYPE(info) == R_X86_64_GLOB_DAT;
    int kind = ELF64_ST_TYPE(symbol->st_info);
    if (!is_slot || symbol->st_shndx == SHN_UNDEF || (kind != STT_FUNC && kind != STT_GNU_IFUNC)) continue;
    uintptr_t target;
    memcpy(&target, (const void *)(object->dlpi_addr + of.first[i].r_offset), sizeof target);
    if (!holds(object, target)) return tables->names + symbol->st_name;
  }
  return NULL;
}

MM_EXPORTED const char *mm_called_elsewhere(const void *address) {
  struct dl_phdr_info object = holder_of(address);
  struct tables tables = tables_of(&object);
  const char *name = led_out(&object, &tables, tables.calls);
  return name ? name : led_out(&object, &tables, tables.data);
}
