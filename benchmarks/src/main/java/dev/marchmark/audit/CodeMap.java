// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import dev.marchmark.audit.ElfSymbols.Kind;
import dev.marchmark.audit.ElfSymbols.Symbol;
import dev.marchmark.audit.UnwindRanges.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which stretches of an ELF file's code sections are code for certain, and which may be: unwind entries and symbols with a
 * size vouch for what they cover; a name without a size only for what is reached from it; for the rest nobody does, and
 * hand-written assembly keeps its constants there.
 */
final class CodeMap {
    /**
     * A stretch of one section.
     *
     * @param name of the function it belongs to; null where none is known
     * @param certain whether all of it is code, or only what control flow reaches
     */
    record Region(long start, long end, @Nullable String name, boolean certain) {}

    /** The name that speaks for an address that has several, first. */
    private static final Comparator<Symbol> BEST_NAME = Comparator.comparing((Symbol symbol) -> !symbol.global())
            .thenComparing(symbol -> underscores(symbol.name()))
            .thenComparing(symbol -> symbol.name().length())
            .thenComparing(Symbol::name);

    private static final Comparator<Range> BY_ADDRESS =
            Comparator.comparingLong(Range::start).thenComparingLong(Range::end);

    private final List<Region> regions = new ArrayList<>();
    private final NavigableMap<Long, Symbol> functions = new TreeMap<>();

    private CodeMap(ElfFile elf, List<Symbol> named) throws AuditException {
        List<Symbol> symbols = new ArrayList<>(named);
        symbols.addAll(ElfNotes.entries(elf));
        symbols.addAll(GoFunctions.symbols(elf));
        List<Range> ranges = new ArrayList<>(UnwindRanges.of(elf));
        ranges.sort(BY_ADDRESS);
        NavigableMap<Long, Symbol> data = new TreeMap<>();
        for (Symbol symbol : symbols) {
            if (symbol.kind() == Kind.DATA) {
                data.merge(symbol.address(), symbol, (a, b) -> a.size() >= b.size() ? a : b);
            } else if (symbol.kind() != Kind.UNTYPED || symbol.global()) {
                functions.merge(symbol.address(), symbol, CodeMap::better);
            }
        }
        ranges.addAll(beyond(ranges, symbols));
        ranges.sort(BY_ADDRESS);
        int next = 0;
        for (Section section : elf.code()) {
            next = map(section, ranges, next, data);
        }
    }

    /** All of an ELF file's code sections in order, but for what its symbols say is data. */
    static List<Region> of(ElfFile elf, List<Symbol> symbols) throws AuditException {
        return new CodeMap(elf, symbols).regions;
    }

    /**
     * What symbols with a size cover, but for those that begin in an unwind entry. That one ends where the code does, the
     * symbol after what its author put behind it: libcrypto's RC4_options counts its texts.
     */
    private static List<Range> beyond(List<Range> unwind, List<Symbol> symbols) {
        List<Range> ranges = new ArrayList<>();
        for (Symbol symbol : symbols) {
            if (symbol.kind() != Kind.DATA && symbol.size() > 0 && !isWithin(unwind, symbol.address())) {
                ranges.add(new Range(symbol.address(), symbol.address() + symbol.size()));
            }
        }
        return ranges;
    }

    /** Whether the last range that begins there or before reaches beyond an address. */
    private static boolean isWithin(List<Range> sorted, long address) {
        int found = Collections.binarySearch(sorted, new Range(address, Long.MAX_VALUE), BY_ADDRESS);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && sorted.get(before).end() > address;
    }

    private static Symbol better(Symbol a, Symbol b) {
        // An indirect function is worth knowing whatever else the address is called.
        if (a.kind() != b.kind() && (a.kind() == Kind.IFUNC || b.kind() == Kind.IFUNC)) {
            return a.kind() == Kind.IFUNC ? a : b;
        }
        return BEST_NAME.compare(a, b) <= 0 ? a : b;
    }

    private static int underscores(String name) {
        int count = 0;
        while (count < name.length() && name.charAt(count) == '_') {
            count++;
        }
        return count;
    }

    /** Cuts a section; returns the first range that begins behind it. */
    private int map(Section section, List<Range> ranges, int first, NavigableMap<Long, Symbol> data) {
        TreeMap<Long, Boolean> borders = new TreeMap<>();
        long at = section.address();
        int next = first;
        while (next < ranges.size() && ranges.get(next).start() < section.end()) {
            Range range = ranges.get(next++);
            long start = Math.max(range.start(), at);
            long end = Math.min(range.end(), section.end());
            if (range.start() >= section.address() && end > start) {
                if (start > at) {
                    borders.put(at, false);
                }
                borders.put(start, true);
                at = end;
            } else if (range.start() >= section.address() && end > range.start()) {
                // Within one that began earlier: a border all the same.
                borders.put(range.start(), true);
            }
        }
        if (at < section.end()) {
            borders.put(at, false);
        }
        for (long address : functions.subMap(section.address(), section.end()).keySet()) {
            borders.computeIfAbsent(address, any -> borders.lowerEntry(any).getValue());
        }
        List<Map.Entry<Long, Boolean>> cuts = new ArrayList<>(borders.entrySet());
        for (int i = 0; i < cuts.size(); i++) {
            long start = cuts.get(i).getKey();
            long end = i + 1 < cuts.size() ? cuts.get(i + 1).getKey() : section.end();
            Symbol symbol = functions.get(start);
            boolean certain = cuts.get(i).getValue();
            cutData(new Region(start, end, symbol == null ? null : symbol.name(), certain), data);
        }
        return next;
    }

    /** Adds a region without what a symbol says is data. */
    private void cutData(Region region, NavigableMap<Long, Symbol> data) {
        long at = region.start();
        for (Symbol symbol : data.subMap(region.start(), region.end()).values()) {
            long end = Math.min(symbol.address() + symbol.size(), region.end());
            if (symbol.address() >= at && end > symbol.address()) {
                if (symbol.address() > at) {
                    regions.add(new Region(at, symbol.address(), region.name(), region.certain()));
                }
                at = end;
            }
        }
        if (at < region.end()) {
            regions.add(new Region(at, region.end(), region.name(), region.certain()));
        }
    }
}
