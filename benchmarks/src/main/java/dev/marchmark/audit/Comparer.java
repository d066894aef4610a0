// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.CodeChange;
import dev.marchmark.model.CodeCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the functions of two builds of the same source by their code. */
final class Comparer {
    private final InstructionTable table = InstructionTable.SHIPPED;
    private final Mnemonics mnemonics = new Mnemonics(table);
    private final Path workspace;

    /** @param workspace an existing private folder for what objdump gets to see */
    Comparer(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * Compares by name; functions without a name are left out.
     *
     * @throws AuditException saying what is wrong with one of the files, with its name
     */
    BuildComparison compare(Path before, Path after) throws AuditException {
        Map<String, Listing.Digest> one = read(before);
        Map<String, Listing.Digest> other = read(after);
        List<FunctionChange> functions = new ArrayList<>();
        List<String> onlyBefore = new ArrayList<>();
        one.forEach((name, function) -> {
            Listing.Digest changed = other.get(name);
            if (changed == null) {
                onlyBefore.add(name);
            } else {
                functions.add(new FunctionChange(
                        name,
                        change(function, changed),
                        function.counts().bytes(),
                        changed.counts().bytes(),
                        more(function.counts(), changed.counts())));
            }
        });
        List<String> onlyAfter =
                other.keySet().stream().filter(name -> !one.containsKey(name)).toList();
        return new BuildComparison(before.toString(), after.toString(), functions, onlyBefore, onlyAfter);
    }

    private static Map<String, Long> more(CodeCounts before, CodeCounts after) {
        Map<String, Long> more = new TreeMap<>();
        after.features().forEach((feature, count) -> {
            long difference = count - before.features().getOrDefault(feature, 0L);
            if (difference > 0) {
                more.put(feature, difference);
            }
        });
        return more;
    }

    private static CodeChange change(Listing.Digest before, Listing.Digest after) {
        if (before.exact().equals(after.exact())) {
            return CodeChange.IDENTICAL;
        }
        if (before.shape().equals(after.shape())) {
            return CodeChange.REGISTERS;
        }
        int width = width(before.counts());
        boolean wider = width(after.counts()) > Math.max(width, 1);
        if ((before.packed() == 0 && after.packed() > 0) || (wider && width == 0)) {
            return CodeChange.VECTORISED;
        }
        if (wider) {
            return CodeChange.WIDER;
        }
        return before.branches() == after.branches() ? CodeChange.SCALAR : CodeChange.STRUCTURE;
    }

    private static int width(CodeCounts counts) {
        return counts.zmm() > 0 ? 3 : counts.ymm() > 0 ? 2 : counts.xmm() > 0 ? 1 : 0;
    }

    private Map<String, Listing.Digest> read(Path file) throws AuditException {
        try {
            ElfFile elf = ElfFile.read(file);
            List<Region> regions = CodeMap.of(elf, ElfSymbols.of(elf)).stream()
                    .filter(region -> region.certain() && region.name() != null)
                    .toList();
            Map<Long, String> names = new HashMap<>();
            List<String> owners = owners(regions, names);
            Reader reader = new Reader(regions, owners, names);
            Objdump.decode(elf, regions, mnemonics, workspace, reader);
            return reader.functions;
        } catch (AuditException e) {
            throw new AuditException(file + " " + e.reason(), e);
        } catch (InternalError e) {
            throw new AuditException(file + " was cut off while it was read", e);
        }
    }

    /** The function of each region; of several static ones with one name the later ones get a number. */
    private static List<String> owners(List<Region> regions, Map<Long, String> names) {
        List<String> owners = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        String before = "";
        for (Region region : regions) {
            String symbol = Functions.name(region);
            String base = Functions.base(symbol);
            boolean again = symbol.equals(before);
            int number = again || !base.equals(symbol) ? seen.getOrDefault(base, 1) : seen.merge(base, 1, Integer::sum);
            String owner = number == 1 ? base : base + "#" + number;
            owners.add(owner);
            if (!again) {
                names.put(region.start(), owner);
            }
            before = symbol;
        }
        return owners;
    }

    /** Reads the functions of a build, in their order. */
    private final class Reader implements Objdump.Sink {
        private final List<Region> regions;
        private final List<String> owners;
        private final Map<String, Listing.Digest> functions = new LinkedHashMap<>();
        private final Tally tally = new Tally(table);
        private final Listing listing;
        private int current = -1;

        Reader(List<Region> regions, List<String> owners, Map<Long, String> names) {
            this.regions = regions;
            this.owners = owners;
            listing = new Listing(address -> names.getOrDefault(address, "elsewhere"));
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if (region != current) {
                finish();
                current = region;
            }
            tally.count(instruction);
            listing.add(instruction);
        }

        @Override
        public void finish() {
            if (current >= 0) {
                Region region = regions.get(current);
                functions.merge(
                        owners.get(current),
                        listing.take(tally.take(region.end() - region.start())),
                        Listing.Digest::plus);
                current = -1;
            }
        }
    }
}
