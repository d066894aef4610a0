// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The symbols of an ELF file that lie in its code. */
final class ElfSymbols {
    private static final int BYTES = 24;
    private static final int SPECIAL_SECTIONS = 0xff00;

    /**
     * A symbol.
     *
     * @param size 0 where the file tells none
     */
    record Symbol(String name, long address, long size, Kind kind, boolean global) {}

    /** What a symbol names. */
    enum Kind {
        FUNCTION,
        IFUNC,
        DATA,
        UNTYPED
    }

    private ElfSymbols() {}

    /**
     * Of both symbol tables, as a stripped file has one only. More than one of a type there is not (System V ABI, "Sections"),
     * unless thousands of them name the same bytes to exhaust whoever reads them.
     */
    static List<Symbol> of(ElfFile elf) throws AuditException {
        List<Symbol> symbols = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Section table : elf.sections()) {
            if (table.type() == Section.SYMTAB || table.type() == Section.DYNSYM) {
                if (!seen.add(table.type())) {
                    throw new AuditException("has two symbol tables of one type");
                }
                Section strings = elf.section(table.link());
                ByteBuffer bytes = elf.contents(table);
                for (int at = 0; at + BYTES <= bytes.limit(); at += BYTES) {
                    add(symbols, elf, strings, bytes, at);
                }
            }
        }
        return symbols;
    }

    private static void add(List<Symbol> symbols, ElfFile elf, Section strings, ByteBuffer bytes, int at)
            throws AuditException {
        int info = bytes.get(at + 4);
        int index = Short.toUnsignedInt(bytes.getShort(at + 6));
        Kind kind =
                switch (info & 15) {
                    case 0 -> Kind.UNTYPED;
                    case 1 -> Kind.DATA;
                    case 2 -> Kind.FUNCTION;
                    case 10 -> Kind.IFUNC;
                    default -> null;
                };
        if (kind == null || index == 0 || index >= SPECIAL_SECTIONS) {
            return;
        }
        Section section = elf.section(index);
        long address = bytes.getLong(at + 8) + (elf.isRelocatable() ? section.address() : 0);
        if (!section.holdsCode() || address < section.address() || address >= section.end()) {
            return;
        }
        String name = elf.string(strings, bytes.getInt(at));
        if (!name.isEmpty()) {
            long size = bytes.getLong(at + 16);
            boolean fits = size >= 0 && size <= section.end() - address;
            symbols.add(new Symbol(name, address, fits ? size : section.end() - address, kind, (info & 0xf0) != 0));
        }
    }
}
