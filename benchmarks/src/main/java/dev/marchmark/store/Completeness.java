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
        if (run.status() == Run.Status.COMPLETE && Files.exists(file)) {
            String text = TextFile.read(file);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw damaged(file, "ends within a line");
            }
        }
    }

    /** @throws StoreException naming a row of a complete run that came from more forks than these */
    static void requireForks(Run run, Path file, List<ForkResult> forks) {
        Summary summary = run.summary();
        if (run.status() != Run.Status.COMPLETE || summary == null) {
            return;
        }
        Stream.concat(summary.comparisons().stream(), summary.controlRows().stream())
                .forEach(row -> {
                    require(file, row.workload(), count(forks, row.workload(), false), row.forks());
                    Comparison.Aligned aligned = row.aligned();
                    if (aligned != null) {
                        long there = count(forks, row.workload(), true);
                        require(file, row.workload() + ", aligned", there, aligned.forks());
                    }
                });
    }

    /** @throws StoreException naming a cross-check of a complete run that came from more forks than these */
    static void requireIsolated(Run run, Path file, List<IsolatedResult> forks) {
        Summary summary = run.summary();
        if (run.status() != Run.Status.COMPLETE || summary == null) {
            return;
        }
        for (Summary.CrossCheck check : summary.crossChecks()) {
            long there = forks.stream()
                    .filter(fork -> fork.workload().equals(check.workload())
                            && fork.variant().equals(check.candidate()))
                    .count();
            require(file, check.workload() + ", " + check.candidate() + " alone", there, check.pairs());
        }
    }

    private static long count(List<ForkResult> forks, String workload, boolean aligned) {
        return forks.stream()
                .filter(fork -> fork.workload().equals(workload) && fork.hasAlignedBuffers() == aligned)
                .count();
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
        return new StoreException(file + " " + how
                + ", but run.json says that the run is complete: take the file from where the result was published");
    }
}
