// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.CalibrationAnalysis;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.CalibrationReport;
import dev.marchmark.run.HostCalibrations;
import dev.marchmark.run.KnownTruths;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Profile;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
import dev.marchmark.run.StopRequest;
import dev.marchmark.run.UtcTime;
import dev.marchmark.store.CalibrationFolder;
import dev.marchmark.store.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark calibrate}: builds, measures what is known, stores, prints what all starts on this host come to. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what is known: how good the instrument is here.",
            "One handle on both sides, 1.01 n and 1.10 n calls against n, a byte copy, and the",
            "same code linked anew. Comparisons share no fork. Starts with the same options add",
            "up, whatever ends them; tables of this host quote what they come to.",
            ""
        })
final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Mixin
    private HostOption host = new HostOption();

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

    @Mixin
    private TruthsOption truths = new TruthsOption();

    @Option(
            names = "--comparisons",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of each workload and truth, in this start. Default: ${DEFAULT-VALUE}.")
    private int comparisons;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "12",
            description = "Of each comparison. Default: ${DEFAULT-VALUE}, the fewest of a table.")
    private int forks;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "8",
            description = "As in 'run'. Default: ${DEFAULT-VALUE}.")
    private int cells;

    @Option(
            names = "--fork-millis",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Measured a fork, all truths together. Default: ${DEFAULT-VALUE}.")
    private int forkMillis;

    @Option(names = "--seed", description = "Of all that is drawn. Default: drawn, and stored with the result.")
    private @Nullable Long seed;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "Start no fork after that long: 90s, 10m, 2h. Another start goes on.")
    private @Nullable String maxTime;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where the hosts' result folders are. Default: the project's results folder.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (comparisons < 1 || forks < 2 || cells < 1 || cells > 8 || forkMillis < 50) {
            throw new UsageException(
                    "--comparisons takes 1 or more, --forks 2 or more, --cells 1 to 8, --fork-millis 50 or more");
        }
        host.check();
        List<Contrast> known = truths.chosen();
        Size ofRun = SizeArgument.of(size);
        long maxSeconds = TimeArgument.seconds(maxTime);
        selected.check(Home.names(), List.of(variant));
        Path root = output == null ? Home.results() : output;
        RunFolder.requireWritable(root);
        return MachineLock.hold(() -> calibrate(root, ofRun, known, maxSeconds));
    }

    private int calibrate(Path root, Size ofRun, List<Contrast> known, long maxSeconds) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        Variant measured = described.variant(variant);
        Selection.refusal(measured, cpu).ifPresent(reason -> {
            throw new HostException(reason);
        });
        List<String> selectedIds = selected.chosen(described, List.of(measured), progress::say);
        Manifest manifest = build.build(selectedIds, List.of(measured.name()));
        List<String> workloads = Preparation.offering(build.output(), manifest, selectedIds, ofRun);
        if (workloads.isEmpty()) {
            throw new UsageException("none of these workloads offers size " + ofRun.label());
        }
        Host here = host.of(cpu);
        Path ofHost = root.resolve(here.name());
        // Sooner than after hours: what is damaged would be found when the totals are printed.
        HostCalibrations before = new HostCalibrations(ofHost, here.cpu());
        before.warning().ifPresent(warning -> progress.say("note: " + warning.text()));
        CalibrationStart start = start(here, measured, workloads, known);
        progress.say(announced(start, before));
        CalibrationFolder folder = CalibrationFolder.create(ofHost, start);
        StopRequest stop = new StopRequest();
        KnownTruths measuring = new KnownTruths(build.output(), manifest, selected.children.jvm(), progress, stop);
        return Interruption.guard(stop, () -> {
            CalibrationStart ended = measuring.measure(folder, maxSeconds);
            print(ended, folder, new HostCalibrations(ofHost, here.cpu()));
            return stop.isMade()
                    ? ExitCode.INTERRUPTED
                    : ended.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
        });
    }

    private String announced(CalibrationStart start, HostCalibrations before) {
        Duration time = Session.FORK_OVERHEAD
                .plusMillis(Profile.WARM_UP_MILLIS + forkMillis)
                .multipliedBy((long) start.workloads().size() * comparisons * forks);
        String earlier = before.of(start.method())
                .map(there -> "; earlier starts of this method: " + there.starts())
                .orElse("");
        return WorkloadOptions.count(start.workloads().size()) + ", " + comparisons
                + (comparisons == 1 ? " comparison" : " comparisons") + " of " + forks + " forks each: about "
                + RunEstimate.minutes(time) + " (seed " + start.seed() + ")" + earlier;
    }

    private CalibrationStart start(Host here, Variant measured, List<String> workloads, List<Contrast> known) {
        return new CalibrationStart(
                CalibrationStart.SCHEMA,
                Version.NUMBER,
                ResultId.draw(),
                UtcTime.now(),
                here.name(),
                here.cpu(),
                new CalibrationStart.Method(
                        CalibrationStart.Method.NUMBER,
                        measured.name(),
                        measured.compilerVersion(),
                        measured.flags(),
                        size,
                        forks,
                        cells,
                        Profile.WARM_UP_MILLIS,
                        forkMillis,
                        known),
                workloads,
                comparisons,
                RunOptions.orDrawn(seed),
                List.of());
    }

    private void print(CalibrationStart ended, CalibrationFolder folder, HostCalibrations ofHost) {
        List<CalibrationFork> measured = folder.forks();
        Calibration own = CalibrationAnalysis.of(List.of(new CalibrationAnalysis.Measured(ended, measured)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(CalibrationReport.of(ofHost.of(ended.method()).orElse(own), own, ended.failures()));
        int each = ended.method().forks();
        measured.stream()
                .map(CalibrationFork::seconds)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .ifPresent(seconds -> out.println(String.format(
                        Locale.ROOT,
                        "\na comparison of each truth takes %.1f s: %d forks with their starts",
                        each * seconds,
                        each)));
        out.println("\nstored in " + folder.path());
        out.flush();
    }
}
