// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.CodeCounts;
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

    /** @param workspace an existing private folder for what objdump gets to see */
    Comparer(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * Compares by name; functions without a name are left out.
     *
     * @throws AuditException saying what is wrong with one of the files, with its name
     */
    BuildComparison compare(Path baseline, Path candidate) throws AuditException {
        Map<String, FunctionCode> one = read(baseline);
        Map<String, FunctionCode> other = read(candidate);
        List<FunctionChange> functions = new ArrayList<>();
        List<String> onlyBaseline = new ArrayList<>();
        one.forEach((name, function) -> {
            FunctionCode changed = other.get(name);
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
        List<String> onlyCandidate =
                other.keySet().stream().filter(name -> !one.containsKey(name)).toList();
        return new BuildComparison(baseline.toString(), candidate.toString(), functions, onlyBaseline, onlyCandidate);
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

    private Map<String, FunctionCode> read(Path file) throws AuditException {
        try {
            return Confined.to(() -> {
                try (ElfFile elf = ElfFile.read(file)) {
                    List<Region> regions = CodeMap.of(elf, ElfSymbols.of(elf)).stream()
                            .filter(Region::certain)
                            .toList();
                    FunctionReader reader = new FunctionReader(regions, table);
                    Objdump.decode(elf, regions, mnemonics, workspace, reader);
                    return reader.functions();
                }
            });
        } catch (AuditException e) {
            throw new AuditException(file + " " + e.reason(), e);
        }
    }
}
