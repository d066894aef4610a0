// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.harness.BuildFolder;
import dev.marchmark.harness.ForkFailure;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The forks of a run that its folder does not hold yet: those of its rows, then those of its cross-check. Each is stored when
 * it is finished.
 */
final class RunForks {
    private final Path build;
    private final Manifest manifest;
    private final Optional<Path> jvm;
    private final Progress progress;
    private final StopRequest stop;
    private final RunFolder folder;
    private final Run run;
    private final Settings settings;
    private final List<ForkResult> done;
    private final List<Run.Failure> failures;
    private final Set<String> failed = new HashSet<>();

    /**
     * @param build the native build's output folder
     * @param jvm the java command of forks, or empty for this process's own
     * @param folder that the run is in
     */
    RunForks(Path build, Manifest manifest, Optional<Path> jvm, Progress progress, StopRequest stop, RunFolder folder) {
        this.build = build;
        this.manifest = manifest;
        this.jvm = jvm;
        this.progress = progress;
        this.stop = stop;
        this.folder = folder;
        this.run = folder.read();
        this.settings = run.settings();
        this.done = new ArrayList<>(folder.forks());
        this.failures = new ArrayList<>(run.failures());
        failures.forEach(failure -> failed.add(failure.workload()));
    }

    /** As the folder had it. */
    Run run() {
        return run;
    }

    /** Those of the rows, as far as they are finished. */
    List<ForkResult> done() {
        return done;
    }

    /** What could not be measured, before this too. */
    List<Run.Failure> failures() {
        return failures;
    }

    /** Makes what forks share, which takes seconds after a build and is no part of the time for measuring. */
    void prepare() {
        List<Rounds.Step> stage = new Rounds(settings).next(done, failed);
        if (!stage.isEmpty()) {
            try (Forks forks = forks()) {
                forks.prepareArchive(plan(stage.get(0)), settings.seed());
            }
        }
    }

    /**
     * Measures the rows.
     *
     * @param over whether no fork is to be started any more
     * @param firstRows what to do when the rows that a long quick run begins with have a few forks
     * @return whether every fork of every row that did not fail is done
     */
    boolean measure(BooleanSupplier over, Runnable firstRows) {
        Rounds rounds = new Rounds(settings);
        try (Forks forks = forks()) {
            for (List<Rounds.Step> stage = rounds.next(done, failed);
                    !stage.isEmpty();
                    stage = rounds.next(done, failed)) {
                boolean first = rounds.isFirst(stage);
                progress.begin(first ? "measuring the first rows" : "measuring", stage.size());
                for (Rounds.Step step : stage) {
                    progress.step(described(step, stage));
                    if (!goesOn(over, step.workload(), null, () -> measure(forks, step))) {
                        return false;
                    }
                }
                progress.end();
                if (first) {
                    firstRows.run();
                }
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

    private void measure(Forks forks, Rounds.Step step) {
        MeasuredFork measured = MeasuredFork.of(forks, plan(step), settings.seed());
        folder.append(measured.result(), measured.blocks());
        done.add(measured.result());
    }

    /** The same of the cross-check, after all paired forks: their spread decides how many more it takes. */
    boolean crossCheck(BooleanSupplier over) {
        List<IsolatedResult> isolated = new ArrayList<>(folder.isolated());
        List<CrossCheck.Step> steps = CrossCheck.missing(settings, done, isolated, failed);
        while (!steps.isEmpty()) {
            progress.begin("cross-checking", steps.size());
            try (Forks forks = forks()) {
                for (CrossCheck.Step step : steps) {
                    progress.step(step.workload() + ", fork " + (step.fork() + 1) + " of " + step.variant() + " alone");
                    if (!goesOn(over, step.workload(), step.variant(), () -> isolated.add(alone(forks, step)))) {
                        return false;
                    }
                }
            } finally {
                progress.end();
            }
            steps = CrossCheck.missing(settings, done, isolated, failed);
        }
        return true;
    }

    private IsolatedResult alone(Forks forks, CrossCheck.Step step) {
        ForkPlan plan = plan(new Rounds.Step(step.workload(), step.fork(), false));
        IsolatedResult fork = MeasuredFork.alone(forks, plan, step.variant(), settings.seed());
        folder.append(fork);
        return fork;
    }

    /**
     * Measures a fork, unless its workload has failed before; whether the next one may be measured.
     *
     * @param alone the variant that is alone in the fork, or null
     */
    private boolean goesOn(BooleanSupplier over, String workload, @Nullable String alone, Runnable fork) {
        if (failed.contains(workload)) {
            return true;
        }
        if (over.getAsBoolean()) {
            return false;
        }
        try {
            fork.run();
        } catch (ForkFailure e) {
            if (stop.isMadeSoon()) {
                return false;
            }
            failed.add(workload);
            String reason = FailureReason.withoutPaths(e.getMessage());
            failures.add(new Run.Failure(workload, alone, alone == null ? reason : "alone in a fork, " + reason));
            // At once on the disk, as a run that is killed must not try again what hangs or crashes.
            folder.write(run.withFailures(failures));
        }
        return true;
    }

    private Forks forks() {
        return new Forks(
                build, jvm, Duration.ofMillis(settings.warmUpMillis()), Duration.ofMillis(settings.measuredMillis()));
    }

    private ForkPlan plan(Rounds.Step step) {
        ForkPlan plan = ForkPlan.draw(
                step.workload(),
                Size.of(settings.size()),
                settings.variants(),
                settings.seed(),
                step.fork(),
                variant -> BuildFolder.layouts(manifest, step.workload(), variant),
                settings.cells());
        return step.aligned() ? plan.withAlignedBuffers() : plan;
    }
}
