// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a run that calls itself complete still has the forks that its rows came from. Without some of them its table would
 * look like that of a run that measured few.
 */
final class Completeness {
    private Completeness() {}

    /**
     * Forks are appended by whole lines, and a complete run gets no more.
     *
     * @throws StoreException where a complete run's file ends within a line
     */
    static void requireWholeLines(Run run, Path file) {
        if (run.status() == Run.Status.COMPLETE && Files.exists(file) && !AppendedFile.endsWithALine(file)) {
            throw damaged(file, "ends within a line");
        }
    }

    /** @throws StoreException naming a row of a complete run that came from more forks than these */
    static void requireForks(Run run, Path file, List<ForkResult> forks) {
        Summary summary = run.summary();
        if (run.status() != Run.Status.COMPLETE || summary == null) {
            return;
        }
        Map<String, List<ForkResult>> drawn = ForkResult.byWorkload(forks, false);
        Map<String, List<ForkResult>> alignedForks = ForkResult.byWorkload(forks, true);
        Stream.concat(summary.comparisons().stream(), summary.controlRows().stream())
                .forEach(row -> {
                    require(file, row.workload(), of(row, drawn).size(), row.forks());
                    Comparison.Aligned aligned = row.aligned();
                    if (aligned != null) {
                        int there = of(row, alignedForks).size();
                        require(file, row.workload() + ", aligned", there, aligned.forks());
                    }
                });
    }

    private static List<ForkResult> of(Comparison row, Map<String, List<ForkResult>> forks) {
        return forks.getOrDefault(row.workload(), List.of());
    }

    /** @throws StoreException naming a cross-check of a complete run that came from more forks than these */
    static void requireIsolated(Run run, Path file, List<IsolatedResult> forks) {
        Summary summary = run.summary();
        if (run.status() != Run.Status.COMPLETE || summary == null) {
            return;
        }
        Map<String, Long> counts = forks.stream()
                .collect(Collectors.groupingBy(fork -> named(fork.workload(), fork.variant()), Collectors.counting()));
        for (Summary.CrossCheck check : summary.crossChecks()) {
            String name = named(check.workload(), check.candidate());
            require(file, name, counts.getOrDefault(name, 0L), check.pairs());
        }
    }

    private static String named(String workload, String variant) {
        return workload + ", " + variant + " alone";
    }

    private static void require(Path file, String what, long there, int needed) {
        if (!Files.exists(file)) {
            throw damaged(file, "is missing");
        }
        if (there < needed) {
            throw damaged(file, "holds " + there + " forks of " + what + " instead of " + needed);
        }
    }

    private static StoreException damaged(Path file, String how) {
        return new StoreException(
                file + " " + how
                        + ", but run.json says that the run is complete: take the file from a copy of the result, or measure anew");
    }
}
