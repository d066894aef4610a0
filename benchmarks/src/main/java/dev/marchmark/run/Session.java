// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.host.CpuIdentity;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One execution on one host. Forks go round over the rows, each round in an order of its own, so that drift of the host
 * meets all rows alike and an early end leaves all of them equally far.
 */
public final class Session {
    /** What a fork costs beside its blocks, by experience on 2 virtual CPUs: start of the JVM, inputs, loading. */
    public static final Duration FORK_OVERHEAD = Duration.ofMillis(500);

    /** What no fork tells: of the host, and of packages as they were built. */
    private static final Set<Warning.Kind> BESIDE_FORKS =
            EnumSet.of(Warning.Kind.HOST, Warning.Kind.EMULATED, Warning.Kind.CPU_CHANGED, Warning.Kind.PACKAGE);

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
            return measureAlone(folder, hostWarnings, maxSeconds);
        } finally {
            MachineLock.release(lock);
        }
    }

    /** The same, with the limit of the settings that the run was started with. */
    public Run measure(RunFolder folder, List<Warning> hostWarnings) {
        return measure(folder, hostWarnings, folder.read().settings().maxSeconds());
    }

    private Run measureAlone(RunFolder folder, List<Warning> hostWarnings, long maxSeconds) {
        RunForks forks = new RunForks(build, manifest, jvm, progress, stop, folder);
        Run run = forks.run();
        List<Warning> warnings = new ArrayList<>(hostWarnings);
        besideForks(run).stream()
                .filter(earlier ->
                        hostWarnings.stream().noneMatch(now -> topic(now).equals(topic(earlier))))
                .forEach(warnings::add);
        forks.prepare();
        CpuIdentity before = cpu.get();
        Instant limit = maxSeconds == 0 ? Instant.MAX : Instant.now().plusSeconds(maxSeconds);
        BooleanSupplier over = () ->
                stop.isMade() || Instant.now().isAfter(limit) || !cpu.get().equals(before);
        Runnable firstRows = () -> progress.firstRows(
                run.withFailures(forks.failures()).withSummary(summary(run, forks.done(), List.of(), List.of())));
        boolean complete = forks.measure(over, firstRows) && forks.crossCheck(over);
        if (!cpu.get().equals(before)) {
            warnings.add(new Warning(
                    Warning.Kind.CPU_CHANGED,
                    "the CPU or its microcode changed in mid-run, as when a virtual machine is moved: the run ended"
                            + " with what it had"));
        }
        Run ended = run.ended(
                        UtcTime.now(),
                        complete ? Run.Status.COMPLETE : Run.Status.INTERRUPTED,
                        forks.failures(),
                        folder.blocksSha256())
                .withSummary(summary(run, forks.done(), folder.isolated(), warnings));
        folder.write(ended);
        return ended;
    }

    /**
     * The run of a folder with its summary computed anew from the forks stored there.
     *
     * @throws dev.marchmark.store.StoreException where the folder is damaged, or lacks forks of a complete run
     */
    public static Run analysed(RunFolder folder) {
        Run run = folder.read();
        return run.withSummary(summary(run, folder.forks(run), folder.isolated(run), besideForks(run)));
    }

    /** What was said beside its forks when the run, or its first part, ended. */
    private static List<Warning> besideForks(Run run) {
        Summary stored = run.summary();
        return stored == null
                ? List.of()
                : stored.warnings().stream()
                        .filter(warning -> BESIDE_FORKS.contains(warning.kind()))
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
