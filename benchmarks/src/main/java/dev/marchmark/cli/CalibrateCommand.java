// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.Calibration;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.CalibrationReport;
import dev.marchmark.run.KnownTruths;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Selection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what is known: how good the instrument is here.",
            "One handle on both sides, 1.01 n calls against n, a byte copy, and the same code",
            "linked anew. Every comparison has forks of its own.",
            ""
        })
final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Option(
            names = {"-v", "--variant"},
            defaultValue = "v2-O2",
            description = "What all sides are made of. Default: ${DEFAULT-VALUE}.")
    private String variant = "";

    @Option(
            names = {"-s", "--size"},
            defaultValue = "1024",
            description = "Bytes that one run works through; small, so that a hundredth more is a whole number of"
                    + " calls in a short slice. Default: ${DEFAULT-VALUE}.")
    private String size = "";

    @Option(names = "--comparisons", defaultValue = "4", description = "Of each workload. Default: ${DEFAULT-VALUE}.")
    private int comparisons;

    @Option(names = "--forks", defaultValue = "12", description = "Of each comparison. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(names = "--cells", defaultValue = "8", description = "As in 'run'. Default: ${DEFAULT-VALUE}.")
    private int cells;

    @Option(names = "--fork-millis", defaultValue = "800", description = "Measured a fork. Default: ${DEFAULT-VALUE}.")
    private int forkMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (comparisons < 1 || forks < 2 || cells < 1 || cells > 8 || forkMillis < 50) {
            throw new UsageException(
                    "--comparisons takes 1 or more, --forks 2 or more, --cells 1 to 8, --fork-millis" + " 50 or more");
        }
        MachineLock lock = MachineLock.take();
        try {
            return calibrate();
        } finally {
            MachineLock.release(lock);
        }
    }

    private int calibrate() {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        Manifest described = build.describe();
        Shim.load(build.output());
        List<String> workloads = Selection.workloads(described, selected.globs());
        Manifest manifest =
                build.build(workloads, List.of(described.variant(variant).name()));
        List<List<ForkResult>> rows = KnownTruths.measure(
                build.output(),
                manifest,
                selected.jvm(),
                workloads,
                variant,
                Size.of(size),
                comparisons * forks,
                cells,
                Duration.ofMillis(forkMillis),
                seed,
                progress);
        List<Calibration> outcomes = List.of(Contrast.SAME, Contrast.COPY, Contrast.RELINKED, Contrast.SCALED).stream()
                .map(contrast -> Calibration.of(contrast, rows, forks))
                .toList();
        spec.commandLine().getOut().print(CalibrationReport.of(outcomes));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
