// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FunctionAudit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts regions of code together to functions. */
final class Functions {
    /** What compilers append to the name of a function for a part of it that they move away. */
    private static final Pattern PART = Pattern.compile("\\.(cold|part|isra|constprop|lto_priv|llvm)\\b.*");

    /** A region, or several of one function. */
    private record Piece(String name, boolean whole, long address, CodeCounts counts, int asksCpu) {
        Piece with(Piece other) {
            return new Piece(name, whole, address, counts.plus(other.counts), asksCpu + other.asksCpu);
        }
    }

    private final InstructionTable table;
    private final Set<Long> ifuncs;
    private final boolean keepsAll;
    private final List<Piece> pieces = new ArrayList<>();
    private CodeCounts total = CodeCounts.NONE;
    private long asksCpu;

    /**
     * @param ifuncs addresses of functions that resolve themselves at run time
     * @param keepsAll false for the sum, and those whose names say that they are chosen at run time
     */
    Functions(InstructionTable table, Set<Long> ifuncs, boolean keepsAll) {
        this.table = table;
        this.ifuncs = ifuncs;
        this.keepsAll = keepsAll;
    }

    /** The function that a symbol names, which may be a part of it: {@code sort} for {@code sort.cold}. */
    static String base(String symbol) {
        Matcher part = PART.matcher(symbol);
        return part.find() && part.start() > 0 ? symbol.substring(0, part.start()) : symbol;
    }

    /** The name of a region's function; its address where it has none. */
    static String name(Region region) {
        String symbol = region.name();
        return symbol == null ? "@" + Long.toHexString(region.start()) : symbol;
    }

    /** Adds a region's code. */
    void add(Region region, CodeCounts counts, int asks) {
        total = total.plus(counts);
        asksCpu += asks;
        if (!keepsAll && (region.name() == null || table.dispatchWord(base(region.name())) == null)) {
            return;
        }
        String symbol = name(region);
        String base = base(symbol);
        pieces.add(new Piece(base, base.equals(symbol), region.start(), counts, asks));
    }

    /** The code of all of them. */
    CodeCounts total() {
        return total;
    }

    /** How many instructions ask the CPU what it is. */
    long asksCpu() {
        return asksCpu;
    }

    /**
     * By address. Parts go to the function of their name; where several static ones have it, to the first, as nothing
     * tells which of them they belong to.
     */
    List<FunctionAudit> all() {
        pieces.sort(Comparator.comparing(Piece::whole).reversed().thenComparingLong(Piece::address));
        List<Piece> functions = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (Piece piece : pieces) {
            Integer same = first.putIfAbsent(piece.name, functions.size());
            Piece before = functions.isEmpty() ? piece : functions.get(functions.size() - 1);
            if (same != null && !piece.whole) {
                functions.set(same, functions.get(same).with(piece));
            } else if (same != null && before.name.equals(piece.name)) {
                // Data in between cut one function in two.
                functions.set(functions.size() - 1, before.with(piece));
            } else {
                functions.add(piece);
            }
        }
        return functions.stream()
                .sorted(Comparator.comparingLong(Piece::address))
                .map(this::function)
                .toList();
    }

    private FunctionAudit function(Piece piece) {
        List<String> dispatch = new ArrayList<>();
        if (ifuncs.contains(piece.address)) {
            dispatch.add(FunctionAudit.IFUNC);
        }
        String word = table.dispatchWord(piece.name);
        // A library of logic has a function Z3_mk_fpa_fma.
        if (word != null && (piece.counts.level() > 1 || piece.counts.outside() > 0)) {
            dispatch.add(word);
        }
        return new FunctionAudit(piece.name, piece.address, piece.counts, piece.asksCpu > 0, List.copyOf(dispatch));
    }
}
