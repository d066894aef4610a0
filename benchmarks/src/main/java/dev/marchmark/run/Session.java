// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.harness.BuildFolder;
import dev.marchmark.harness.ForkFailure;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.host.CpuIdentity;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One execution on one host. Forks go round over the rows, each round in an order of its own, so that drift of the host
 * meets all rows alike and an early end leaves all of them equally far.
 */
public final class Session {
    /** What a fork costs beside its blocks, by experience on 2 virtual CPUs: start of the JVM, inputs, loading. */
    public static final Duration FORK_OVERHEAD = Duration.ofMillis(500);

    private static final Set<Warning.Kind> OF_THE_HOST =
            EnumSet.of(Warning.Kind.HOST, Warning.Kind.EMULATED, Warning.Kind.CPU_CHANGED);

    private final Path build;
    private final Manifest manifest;
    private final Optional<Path> jvm;
    private final Progress progress;
    private final Supplier<CpuIdentity> cpu;
    private final StopRequest stop = new StopRequest();

    /**
     * @param build the native build's output folder
     * @param manifest of it, with the libraries of all that will be measured
     * @param jvm the java command of forks, or empty for this process's own
     */
    public Session(Path build, Manifest manifest, Optional<Path> jvm, Progress progress) {
        this(build, manifest, jvm, progress, CpuIdentity::now);
    }

    Session(Path build, Manifest manifest, Optional<Path> jvm, Progress progress, Supplier<CpuIdentity> cpu) {
        this.cpu = cpu;
        this.build = build;
        this.manifest = manifest;
        this.jvm = jvm;
        this.progress = progress;
    }

    /** By which to ask for an end after what is being done now. */
    public StopRequest stop() {
        return stop;
    }

    /**
     * Measures what is not measured yet, until all is done, time is up, or a stop is asked for.
     *
     * @param folder with a {@code run.json} that tells what to do
     * @param hostWarnings what about the host disturbs measurements
     * @param maxSeconds after which no fork is started any more; 0 for no limit
     * @return the run as it then stands in the folder
     */
    public Run measure(RunFolder folder, List<Warning> hostWarnings, long maxSeconds) {
        MachineLock lock = MachineLock.take();
        if (lock == null) {
            progress.say(
                    "note: the lock that keeps two measurements off one machine can't be taken; see to it yourself");
        }
        try {
            Run run = folder.read();
            List<ForkResult> done = new ArrayList<>(folder.forks());
            List<Run.Failure> failures = new ArrayList<>(run.failures());
            List<Warning> warnings = new ArrayList<>(hostWarnings);
            ofTheHost(run).stream()
                    .filter(earlier ->
                            hostWarnings.stream().noneMatch(now -> topic(now).equals(topic(earlier))))
                    .forEach(warnings::add);
            CpuIdentity before = cpu.get();
            Instant limit = maxSeconds == 0 ? Instant.MAX : Instant.now().plusSeconds(maxSeconds);
            BooleanSupplier over = () ->
                    stop.isMade() || Instant.now().isAfter(limit) || !cpu.get().equals(before);
            boolean complete =
                    measure(folder, run, done, failures, over) && crossCheck(folder, run, done, failures, over);
            if (!cpu.get().equals(before)) {
                warnings.add(new Warning(
                        Warning.Kind.CPU_CHANGED,
                        "the CPU or its microcode changed in mid-run, as when a virtual machine is moved: the run ended"
                                + " with what it had"));
            }
            Run ended = run.ended(
                            UtcTime.now(),
                            complete ? Run.Status.COMPLETE : Run.Status.INTERRUPTED,
                            failures,
                            folder.blocksSha256())
                    .withSummary(summary(run, done, folder.isolated(), warnings));
            folder.write(ended);
            return ended;
        } finally {
            MachineLock.release(lock);
        }
    }

    /** The same, with the limit of the settings that the run was started with. */
    public Run measure(RunFolder folder, List<Warning> hostWarnings) {
        return measure(folder, hostWarnings, folder.read().settings().maxSeconds());
    }

    /** Returns whether every fork of every row that did not fail is done. */
    private boolean measure(
            RunFolder folder, Run run, List<ForkResult> done, List<Run.Failure> failures, BooleanSupplier over) {
        Settings settings = run.settings();
        Set<String> failed = workloads(failures);
        Rounds rounds = new Rounds(settings);
        boolean archived = false;
        try (Forks forks = forks(settings)) {
            for (List<Rounds.Step> stage = rounds.next(done, failed);
                    !stage.isEmpty();
                    stage = rounds.next(done, failed)) {
                progress.begin("measuring", stage.size());
                if (!archived) {
                    forks.prepareArchive(plan(settings, stage.get(0)), settings.seed());
                    archived = true;
                }
                for (Rounds.Step step : stage) {
                    progress.step(described(step, stage));
                    if (failed.contains(step.workload())) {
                        continue;
                    }
                    if (over.getAsBoolean()) {
                        return false;
                    }
                    try {
                        done.add(measure(folder, forks, settings, step));
                    } catch (ForkFailure e) {
                        if (stop.isMadeSoon()) {
                            return false;
                        }
                        failed.add(step.workload());
                        fail(
                                folder,
                                run,
                                failures,
                                new Run.Failure(step.workload(), null, FailureReason.withoutPaths(e.getMessage())));
                    }
                }
                progress.end();
            }
        } finally {
            progress.end();
        }
        return true;
    }

    private static String described(Rounds.Step step, List<Rounds.Step> stage) {
        int last = stage.get(stage.size() - 1).fork();
        return step.workload() + (step.aligned() ? ", aligned" : "") + ", fork " + (step.fork() + 1) + " of "
                + (last + 1);
    }

    /** The same for the cross-check, after all paired forks: their spread decides how many more it takes. */
    private boolean crossCheck(
            RunFolder folder, Run run, List<ForkResult> done, List<Run.Failure> failures, BooleanSupplier over) {
        Settings settings = run.settings();
        List<IsolatedResult> isolated = new ArrayList<>(folder.isolated());
        Set<String> failed = workloads(failures);
        List<CrossCheck.Step> steps = CrossCheck.missing(settings, done, isolated, failed);
        while (!steps.isEmpty()) {
            progress.begin("cross-checking", steps.size());
            try (Forks forks = forks(settings)) {
                for (CrossCheck.Step step : steps) {
                    progress.step(step.workload() + ", fork " + (step.fork() + 1) + " of " + step.variant() + " alone");
                    if (failed.contains(step.workload())) {
                        continue;
                    }
                    if (over.getAsBoolean()) {
                        return false;
                    }
                    try {
                        ForkPlan plan = plan(settings, new Rounds.Step(step.workload(), step.fork(), false));
                        IsolatedResult fork = MeasuredFork.alone(forks, plan, step.variant(), settings.seed());
                        folder.append(fork);
                        isolated.add(fork);
                    } catch (ForkFailure e) {
                        if (stop.isMadeSoon()) {
                            return false;
                        }
                        failed.add(step.workload());
                        String reason = "alone in a fork, " + FailureReason.withoutPaths(e.getMessage());
                        fail(folder, run, failures, new Run.Failure(step.workload(), step.variant(), reason));
                    }
                }
            } finally {
                progress.end();
            }
            steps = CrossCheck.missing(settings, done, isolated, failed);
        }
        return true;
    }

    private Forks forks(Settings settings) {
        return new Forks(
                build, jvm, Duration.ofMillis(settings.warmUpMillis()), Duration.ofMillis(settings.measuredMillis()));
    }

    private static Set<String> workloads(List<Run.Failure> failures) {
        return failures.stream().map(Run.Failure::workload).collect(Collectors.toCollection(HashSet::new));
    }

    /** At once on the disk, as a run that is killed must not try again what hangs or crashes. */
    private static void fail(RunFolder folder, Run run, List<Run.Failure> failures, Run.Failure failure) {
        failures.add(failure);
        folder.write(run.withFailures(failures));
    }

    private ForkPlan plan(Settings settings, Rounds.Step step) {
        ForkPlan plan = ForkPlan.draw(
                step.workload(),
                Size.of(settings.size()),
                settings.variants(),
                settings.seed(),
                step.fork(),
                variant -> BuildFolder.layouts(manifest, step.workload(), variant),
                settings.cells(),
                false);
        return step.aligned() ? plan.withAlignedBuffers() : plan;
    }

    private ForkResult measure(RunFolder folder, Forks forks, Settings settings, Rounds.Step step) {
        MeasuredFork measured = MeasuredFork.of(forks, plan(settings, step), settings.seed());
        folder.append(measured.result(), measured.blocks());
        return measured.result();
    }

    /**
     * The run of a folder with its summary computed anew from the forks stored there.
     *
     * @throws dev.marchmark.store.StoreException where the folder is damaged, or lacks forks of a complete run
     */
    public static Run analysed(RunFolder folder) {
        Run run = folder.read();
        return run.withSummary(summary(run, folder.forks(run), folder.isolated(run), ofTheHost(run)));
    }

    /** What was said of the host when the run, or its first part, ended. */
    private static List<Warning> ofTheHost(Run run) {
        Summary stored = run.summary();
        return stored == null
                ? List.of()
                : stored.warnings().stream()
                        .filter(warning -> OF_THE_HOST.contains(warning.kind()))
                        .toList();
    }

    /** What a warning of the host is about, without its numbers, which differ when a run goes on. */
    private static String topic(Warning warning) {
        return warning.kind() + warning.text().split(":", 2)[0];
    }

    private static Summary summary(
            Run run, List<ForkResult> forks, List<IsolatedResult> isolated, List<Warning> hostWarnings) {
        return Analysis.summarise(run.settings(), run.workloads(), run.code(), forks, isolated)
                .withWarnings(hostWarnings);
    }
}
