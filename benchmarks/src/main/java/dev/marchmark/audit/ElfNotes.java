// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the linker wrote beside the code: the level it was told, and where the loader enters. */
final class ElfNotes {
    private static final int GNU_PROPERTIES = 5;
    private static final int X86_ISA_NEEDED = 0xc0008002;
    private static final List<String> LEVELS = List.of("x86-64-baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4");
    private static final long DT_INIT = 12;
    private static final long DT_FINI = 13;

    private ElfNotes() {}

    /** The highest level of GNU_PROPERTY_X86_ISA_1_NEEDED, or null without that property. */
    static @Nullable String isaNeeded(ElfFile elf) throws AuditException {
        String needed = null;
        for (Section section : elf.sections()) {
            if (section.type() == Section.NOTE && section.name().equals(".note.gnu.property")) {
                ByteBuffer bytes = elf.contents(section);
                if (bytes.limit() >= 16 && bytes.getInt(8) == GNU_PROPERTIES) {
                    needed = property(bytes);
                }
            }
        }
        return needed;
    }

    private static @Nullable String property(ByteBuffer bytes) {
        int end = (int) Math.min(bytes.limit(), 16 + Integer.toUnsignedLong(bytes.getInt(4)));
        int at = 16;
        while (at + 12 <= end) {
            long size = Integer.toUnsignedLong(bytes.getInt(at + 4));
            if (bytes.getInt(at) == X86_ISA_NEEDED && size == 4) {
                int bits = bytes.getInt(at + 8) & 15;
                return bits == 0 ? null : LEVELS.get(31 - Integer.numberOfLeadingZeros(bits));
            }
            long next = at + 8 + ((size + 7) & -8);
            at = (int) Math.min(next, end);
        }
        return null;
    }

    /** Where the loader enters: start, initialisation, end. */
    static List<ElfSymbols.Symbol> entries(ElfFile elf) throws AuditException {
        List<ElfSymbols.Symbol> entries = new ArrayList<>();
        entries.add(entry("_start", elf.entry()));
        for (ElfFile.Dynamic told : elf.dynamic()) {
            if (told.tag() == DT_INIT || told.tag() == DT_FINI) {
                entries.add(entry(told.tag() == DT_INIT ? "_init" : "_fini", told.value()));
            }
        }
        List<Section> sections = elf.code();
        return entries.stream()
                .filter(entry -> entry.address() != 0
                        && sections.stream()
                                .anyMatch(code -> entry.address() >= code.address() && entry.address() < code.end()))
                .toList();
    }

    private static ElfSymbols.Symbol entry(String name, long address) {
        return new ElfSymbols.Symbol(name, address, 0, ElfSymbols.Kind.FUNCTION, true);
    }
}
