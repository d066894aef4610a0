// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Version;

/**
 * Runs as the JSON that JMH writes with {@code -rf json}, for programs that show such files. JMH's own classes hold the
 * values and write them, so the format is JMH's whatever becomes of it. An entry is one variant of one workload: the time
 * of a unit of its work, one value a fork.
 */
public final class JmhJson {
    /** What somebody who looks at such a file must know. */
    public static final String NOTE =
            "JMH's format has no pairs: programs that read it show an interval for each variant"
                    + " alone. The speed-ups and their paired intervals are in table.csv and run.json.";

    private static final double SECOND = 1e9; // ns

    private final List<String> entries = new ArrayList<>();

    /** Adds the rows of a run that have a fork. */
    public void add(Run run, List<ForkResult> forks) {
        Map<String, List<ForkResult>> byWorkload = ForkResult.byWorkload(forks, false);
        for (Run.WorkloadFacts workload : run.workloads()) {
            List<ForkResult> of = byWorkload.getOrDefault(workload.id(), List.of());
            List<RunResult> results = new ArrayList<>();
            for (int side = 0; side < run.settings().variants().size(); side++) {
                double[] nanos = nanosPerUnit(of, side, workload.work());
                if (nanos.length > 0) {
                    results.add(result(params(run, workload, side, nanos.length), nanos));
                }
            }
            if (!results.isEmpty()) {
                entries.add(written(results));
            }
        }
    }

    /** All that was added, as one file. */
    public String text() {
        return "[\n    " + String.join(",\n    ", entries) + "\n]\n";
    }

    private static double[] nanosPerUnit(List<ForkResult> forks, int side, long work) {
        return forks.stream()
                .flatMapToDouble(fork -> fork.nanosPerCall(side).stream())
                .map(nanos -> nanos / work)
                .toArray();
    }

    private static BenchmarkParams params(Run run, Run.WorkloadFacts workload, int side, int forks) {
        Settings settings = run.settings();
        Host.Software software = run.host().software();
        WorkloadParams params = new WorkloadParams();
        params.put("op", word(workload.unit()), 0);
        params.put("size", settings.size(), 0);
        params.put("variant", word(settings.variants().get(side)), side);
        // As JMH names benchmarks: its viewers take the last two parts for a class and a method. It writes names as
        // they are.
        String name = word(workload.id().replace('/', '.'));
        return new BenchmarkParams(
                name,
                name,
                false,
                1,
                new int[] {1},
                List.of(),
                forks,
                0,
                iterations(IterationType.WARMUP, settings.warmUpMillis()),
                iterations(IterationType.MEASUREMENT, settings.measuredMillis()),
                Mode.AverageTime,
                params,
                TimeUnit.NANOSECONDS,
                1,
                "java",
                List.of(),
                known(software.jvmVersion()),
                known(software.jvmName()),
                known(software.jvmVersion()),
                Version.getPlainVersion(),
                TimeValue.NONE);
    }

    private static IterationParams iterations(IterationType type, int millis) {
        return new IterationParams(type, 1, TimeValue.milliseconds(millis), 1);
    }

    private static String known(@Nullable String fact) {
        return fact == null ? "unknown" : fact;
    }

    /** Viewers part parameters at blanks and their names from their values at equals signs. */
    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9_.+-]+", "-");
    }

    /** A fork is an iteration: the value that it comes to is one, and forks are what repeats. */
    private static RunResult result(BenchmarkParams params, double[] nanos) {
        return new RunResult(
                params,
                Arrays.stream(nanos)
                        .mapToObj(value -> {
                            IterationResult iteration = new IterationResult(params, params.getMeasurement(), null);
                            iteration.addResult(new AverageTimeResult(
                                    ResultRole.PRIMARY, "call", SECOND / value, (long) SECOND, TimeUnit.NANOSECONDS));
                            return new BenchmarkResult(params, List.of(iteration));
                        })
                        .toList());
    }

    /** Without the brackets around all entries: JMH lays out a text as a whole, ten times over, so it gets little at a time. */
    private static String written(List<RunResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1);
    }
}
