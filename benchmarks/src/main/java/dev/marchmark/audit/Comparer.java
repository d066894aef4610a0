// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.BuildComparison.Rest;
import dev.marchmark.model.CodeCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the functions of two builds of the same source by their code. */
final class Comparer {
    private final InstructionTable table = InstructionTable.SHIPPED;
    private final Mnemonics mnemonics = new Mnemonics(table);
    private final Path workspace;

    /** What is read of a build. */
    private record Build(Map<String, FunctionCode> functions, Rest rest) {}

    /** @param workspace an existing private folder for what objdump gets to see */
    Comparer(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * Compares by name, and says how much has none.
     *
     * @throws AuditException saying what is wrong with one of the files, with its name
     */
    BuildComparison compare(Path baseline, Path candidate) throws AuditException {
        Build one = read(baseline);
        Build other = read(candidate);
        List<FunctionChange> functions = new ArrayList<>();
        List<String> onlyBaseline = new ArrayList<>();
        one.functions.forEach((name, function) -> {
            FunctionCode changed = other.functions.get(name);
            if (changed == null) {
                onlyBaseline.add(name);
            } else {
                functions.add(new FunctionChange(
                        name,
                        function.changeTo(changed),
                        function.counts().bytes(),
                        changed.counts().bytes(),
                        more(function.counts(), changed.counts())));
            }
        });
        List<String> onlyCandidate = other.functions.keySet().stream()
                .filter(name -> !one.functions.containsKey(name))
                .toList();
        return new BuildComparison(
                baseline.toString(),
                candidate.toString(),
                functions,
                onlyBaseline,
                onlyCandidate,
                one.rest,
                other.rest);
    }

    private static Map<String, Long> more(CodeCounts baseline, CodeCounts candidate) {
        Map<String, Long> more = new TreeMap<>();
        candidate.features().forEach((feature, count) -> {
            long difference = count - baseline.features().getOrDefault(feature, 0L);
            if (difference > 0) {
                more.put(feature, difference);
            }
        });
        return more;
    }

    private Build read(Path file) throws AuditException {
        try {
            return Confined.to(() -> {
                refusePackage(file);
                try (ElfFile elf = ElfFile.read(file)) {
                    List<Region> all = CodeMap.of(elf, ElfSymbols.of(elf));
                    List<Region> regions = all.stream().filter(Region::certain).toList();
                    FunctionReader reader = new FunctionReader(regions, table);
                    Objdump.decode(elf, regions, mnemonics, workspace, reader);
                    return new Build(reader.functions(), rest(all));
                }
            });
        } catch (AuditException e) {
            throw new AuditException(file + " " + e.reason(), e);
        }
    }

    /** Packages and static libraries hold many files, and nothing tells which of them is meant. */
    private static void refusePackage(Path file) throws AuditException {
        Archives.Kind kind;
        try {
            kind = Archives.kind(file);
        } catch (IOException e) {
            throw new AuditException("can't be read: " + e.getMessage(), e);
        }
        if (kind == Archives.Kind.AR || kind == Archives.Kind.RPM) {
            throw new AuditException("is a package or a static library: unpack it, and name one ELF file of it");
        }
    }

    private static Rest rest(List<Region> regions) {
        List<Region> nameless = regions.stream()
                .filter(region -> region.certain() && region.name() == null)
                .toList();
        return new Rest(
                nameless.size(),
                bytes(nameless),
                bytes(regions.stream().filter(region -> !region.certain()).toList()));
    }

    private static long bytes(List<Region> regions) {
        return regions.stream()
                .mapToLong(region -> region.end() - region.start())
                .sum();
    }
}
