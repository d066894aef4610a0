// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in Go's format of benchmark results (golang.org/design/14313-benchmark-format), for benchstat and its like: a line
 * for each fork and variant with the time of a unit of the workload's work.
 */
public final class GoReport {
    private static final List<String> NOTES = List.of(
            "# 'benchstat -col /variant FILE' compares the variants. It knows no pairs: the speed-ups and their paired"
                    + " intervals are in table.csv and run.json.",
            "# To have it, with Go: go install golang.org/x/perf/cmd/benchstat@latest");

    private GoReport() {}

    /** With what the run has in common first, so that the texts of several runs make one file. */
    public static String of(Run run, List<ForkResult> forks) {
        List<String> lines = new ArrayList<>(NOTES);
        lines.addAll(List.of(
                "goos: linux",
                "goarch: amd64",
                "cpu: " + known(run.host().cpu().brand()),
                "host: " + known(run.host().name()),
                "compiler: " + known(Headline.toolchain(run)),
                "run: " + known(run.id())));
        Map<String, List<ForkResult>> byWorkload = ForkResult.byWorkload(forks, false);
        for (Run.WorkloadFacts workload : run.workloads()) {
            for (ForkResult fork : byWorkload.getOrDefault(workload.id(), List.of())) {
                for (int side = 0; side < run.settings().variants().size(); side++) {
                    String line = name(run.settings(), workload, side) + " " + blocks(fork, side) + " ";
                    fork.nanosPerCall(side).ifPresent(nanos -> lines.add(line + nanos / workload.work() + " ns/op"));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** The last part is the number of threads: without it, a number at the end of the variant would be taken for one. */
    private static String name(Settings settings, Run.WorkloadFacts workload, int side) {
        String id = workload.id().replaceAll("[^A-Za-z0-9_.+/-]+", "-");
        return "Benchmark" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1) + "/op="
                + word(workload.unit()) + "/size=" + word(settings.size()) + "/variant="
                + word(settings.variants().get(side)) + "-1";
    }

    /** The format's count of iterations, of which tools only want that there is one. */
    private static int blocks(ForkResult fork, int side) {
        int compared = Math.max(1, side);
        return fork.ratios().stream()
                .filter(ratio -> ratio.contrast() == Contrast.VARIANTS && ratio.side() == compared)
                .mapToInt(ForkResult.Ratio::blocks)
                .findFirst()
                .orElse(0);
    }

    /** Blanks end a field, and an equals sign or a slash parts a name. */
    private static String word(String text) {
        return text.isEmpty() ? "-" : text.replaceAll("[^A-Za-z0-9_.+-]+", "-");
    }

    /** A line without a value takes the key's value away. */
    private static String known(@Nullable String fact) {
        return fact == null || fact.isBlank() ? "unknown" : Format.printable(fact);
    }
}
