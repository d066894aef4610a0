// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.InstanceEffect;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.harness.ForkFailure;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.InstancesReport;
import dev.marchmark.run.InstanceCheck;
import dev.marchmark.run.MachineLock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark instances}. */
@Command(
        name = "instances",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks that workloads rotate over enough inputs.",
            "With four times as many the time of a run may change by a tenth at most; with",
            "one it shows what a predictor that has learnt its input saves.",
            ""
        })
final class InstancesCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Option(
            names = {"-v", "--variant"},
            defaultValue = "v2-O2",
            description = "What runs. Default: ${DEFAULT-VALUE}.")
    private String variant = "";

    @Option(
            names = {"-s", "--size"},
            defaultValue = "small",
            description = "As in 'run'; a 16th of it for workloads with one instance. Default: ${DEFAULT-VALUE}.")
    private String size = "";

    @Option(names = "--forks", defaultValue = "6", description = "Of each workload. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(names = "--fork-millis", defaultValue = "600", description = "Measured a fork. Default: ${DEFAULT-VALUE}.")
    private int forkMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (forks < 2 || forkMillis < 50) {
            throw new UsageException("--forks takes 2 or more, --fork-millis 50 or more");
        }
        Size asked = SizeArgument.of(size);
        selected.check(Home.names(), List.of(variant));
        return MachineLock.hold(() -> check(asked));
    }

    private int check(Size asked) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        NativeBuild build = Home.nativeBuild();
        Manifest described = build.describe();
        Shim.load(build.output());
        List<String> workloads = selected.chosen(described, List.of(described.variant(variant)), progress::say);
        Manifest manifest =
                build.build(workloads, List.of(described.variant(variant).name()));
        out.print(InstancesReport.head());
        int failed = 0;
        for (String workload : workloads) {
            try {
                Optional<InstanceEffect> effect = InstanceCheck.measure(
                        build.output(),
                        manifest,
                        selected.children.jvm(),
                        workload,
                        variant,
                        asked,
                        forks,
                        Duration.ofMillis(forkMillis),
                        seed);
                effect.ifPresentOrElse(
                        measured -> out.print(InstancesReport.row(measured)),
                        () -> progress.say(workload + " is left out: it does not offer size " + asked.label()));
                failed += effect.map(measured -> measured.enough() ? 0 : 1).orElse(0);
            } catch (ForkFailure e) {
                progress.say(workload + " failed: " + e.getMessage());
                failed++;
            }
            out.flush();
        }
        out.println();
        out.println("failed, or of too few instances: " + failed + " of " + WorkloadOptions.count(workloads.size()));
        out.flush();
        return failed == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
