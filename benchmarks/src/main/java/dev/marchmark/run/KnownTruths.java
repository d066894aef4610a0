// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.ForkSummary;
import dev.marchmark.harness.BuildFolder;
import dev.marchmark.harness.ForkFailure;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.host.CpuIdentity;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.store.CalibrationFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Measures what is known, with all that a run draws: how good the instrument is on this host. Each fork gives a share to a
 * comparison of every truth that is asked for, as starting it takes longer than its blocks.
 */
public final class KnownTruths {
    private final Path build;
    private final Manifest manifest;
    private final Optional<Path> jvm;
    private final Progress progress;
    private final StopRequest stop;

    /**
     * @param build the native build's output folder
     * @param manifest of it, with the libraries of the variant
     * @param jvm the java command of forks, or empty for this process's own
     */
    public KnownTruths(Path build, Manifest manifest, Optional<Path> jvm, Progress progress, StopRequest stop) {
        this.build = build;
        this.manifest = manifest;
        this.jvm = jvm;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs forks round over the workloads and stores each as it is finished, until all are done, time is up, the CPU changes
     * or a stop is asked for.
     *
     * @param maxSeconds after which no fork is started any more; 0 for no limit
     * @return the start as it then stands in the folder
     */
    public CalibrationStart measure(CalibrationFolder folder, long maxSeconds) {
        CalibrationStart start = folder.read();
        CalibrationStart.Method method = start.method();
        List<String> workloads = new ArrayList<>(start.workloads());
        List<Run.Failure> failures = new ArrayList<>();
        CpuIdentity cpu = CpuIdentity.now();
        Random random = new Random(start.seed());
        int forks = start.rounds() * method.forks();
        progress.begin("calibrating", forks * workloads.size());
        try (Forks runner = new Forks(
                build, jvm, Duration.ofMillis(method.warmUpMillis()), Duration.ofMillis(method.measuredMillis()))) {
            runner.prepareArchive(plan(start, workloads.get(0), 0), start.seed());
            Instant limit = maxSeconds == 0 ? Instant.MAX : Instant.now().plusSeconds(maxSeconds);
            for (int fork = 0; fork < forks; fork++) {
                List<String> round = new ArrayList<>(workloads);
                Collections.shuffle(round, random);
                for (String workload : round) {
                    if (stop.isMade()
                            || Instant.now().isAfter(limit)
                            || !CpuIdentity.now().equals(cpu)) {
                        return start;
                    }
                    progress.step(workload + ", fork " + (fork + 1) + " of " + forks);
                    try {
                        folder.append(kept(MeasuredFork.of(runner, plan(start, workload, fork), start.seed())
                                .result()));
                    } catch (ForkFailure e) {
                        if (stop.isMadeSoon()) {
                            return start;
                        }
                        workloads.remove(workload);
                        failures.add(new Run.Failure(workload, null, FailureReason.withoutPaths(e.getMessage())));
                        start = start.withFailures(failures);
                        folder.write(start);
                    }
                }
            }
        } finally {
            progress.end();
        }
        return start;
    }

    private ForkPlan plan(CalibrationStart start, String workload, int fork) {
        return ForkPlan.draw(
                        workload,
                        Size.of(start.method().size()),
                        List.of(start.method().variant()),
                        start.seed(),
                        fork,
                        variant -> BuildFolder.layouts(manifest, workload, variant),
                        start.method().cells())
                .withTruths(start.method().truths());
    }

    private static CalibrationFork kept(ForkResult fork) {
        return new CalibrationFork(
                fork.workload(),
                fork.fork(),
                fork.seconds(),
                fork.noise().blocks(),
                fork.noise().disturbed(),
                fork.ratios().stream()
                        .map(ratio -> new CalibrationFork.Value(
                                ratio.contrast(), ForkSummary.rounded(ratio.logRatio()), ratio.order()))
                        .toList());
    }
}
