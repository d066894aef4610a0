// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import dev.marchmark.audit.ElfSymbols.Kind;
import dev.marchmark.audit.ElfSymbols.Symbol;
import dev.marchmark.audit.UnwindRanges.Range;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a program in Go by its own table, {@code .gopclntab}, which it needs to run: it has no unwind entries, and
 * stripped no symbols. Format: Go's package debug/gosym, as since Go 1.18; of other versions nothing is read.
 */
final class GoFunctions {
    private static final String SECTION = ".gopclntab";
    private static final int GO_1_18 = 0xfffffff0;
    private static final int GO_1_20 = 0xfffffff1;
    private static final int HEADER = 72;
    /** Positions in it: the number of functions, where code begins, where names do, and the table. */
    private static final int COUNT = 8;

    private static final int TEXT = 24;
    private static final int NAMES = 32;
    private static final int TABLE = 64;
    /** An entry: where a function begins, and where more is told of it: that again, and where its name is. */
    private static final int ENTRY = 8;

    private static final int NAME = 4;
    private static final long MOST = 1 << 24;

    private final ElfFile elf;
    private final Section section;
    private final long text;
    private final long names;
    private final long table;
    private final ByteBuffer entries;

    private GoFunctions(ElfFile elf, Section section, ByteBuffer header) throws AuditException {
        this.elf = elf;
        this.section = section;
        this.text = header.getLong(TEXT);
        this.names = header.getLong(NAMES);
        this.table = header.getLong(TABLE);
        // Behind the last is where all of them end.
        this.entries = elf.contents(section, table, header.getLong(COUNT) * ENTRY + NAME);
    }

    /** Null without a table that is what it should be: another version's may have the same name. */
    private static @Nullable GoFunctions of(ElfFile elf) throws AuditException {
        for (Section section : elf.sections()) {
            if (section.name().endsWith(SECTION) && section.size() >= HEADER) {
                ByteBuffer header = elf.contents(section, 0, HEADER);
                if (isKnown(header) && isWithin(header, section) && isCode(header.getLong(TEXT), elf)) {
                    return new GoFunctions(elf, section, header);
                }
            }
        }
        return null;
    }

    private static boolean isKnown(ByteBuffer header) {
        int version = header.getInt(0);
        return (version == GO_1_18 || version == GO_1_20) && header.get(7) == Long.BYTES;
    }

    private static boolean isWithin(ByteBuffer header, Section section) {
        long count = header.getLong(COUNT);
        long table = header.getLong(TABLE);
        return count > 0 && count <= MOST && table >= 0 && table <= section.size() - count * ENTRY - NAME;
    }

    private static boolean isCode(long address, ElfFile elf) {
        return elf.code().stream().anyMatch(code -> address >= code.address() && address < code.end());
    }

    /** With their names. */
    static List<Symbol> symbols(ElfFile elf) throws AuditException {
        GoFunctions functions = of(elf);
        return functions == null ? List.of() : functions.symbols();
    }

    /** Without. */
    static List<Range> ranges(ElfFile elf) throws AuditException {
        GoFunctions functions = of(elf);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; functions != null && i < functions.count(); i++) {
            if (functions.size(i) > 0) {
                ranges.add(new Range(functions.start(i), functions.start(i) + functions.size(i)));
            }
        }
        return ranges;
    }

    private int count() {
        return entries.limit() / ENTRY;
    }

    private long start(int number) {
        return text + Integer.toUnsignedLong(entries.getInt(number * ENTRY));
    }

    /** Up to the next, with what fills the gap between them; not positive where the table is damaged. */
    private long size(int number) {
        return start(number + 1) - start(number);
    }

    private List<Symbol> symbols() throws AuditException {
        FileBytes.Window told = elf.window();
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            long more = table + Integer.toUnsignedLong(entries.getInt(i * ENTRY + NAME)) + NAME;
            if (size(i) <= 0 || more > section.size() - NAME) {
                continue;
            }
            long name = names + told.at(section.offset() + more, NAME).getInt(0);
            if (holds(name)) {
                symbols.add(new Symbol(elf.text(section, name), start(i), size(i), Kind.FUNCTION, true));
            }
        }
        return symbols;
    }

    private boolean holds(long position) {
        return position >= 0 && position < section.size();
    }
}
