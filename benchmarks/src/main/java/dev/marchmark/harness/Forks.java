// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs forks of the benchmarks, one at a time: JMH would run all forks of a row before the next row's. */
public final class Forks implements AutoCloseable {
    private static final Duration START_UP = Duration.ofSeconds(60);
    /** So many times as long as it should measure a fork may run before it counts as hung. */
    private static final int MOST_TIMES = 20;

    private final Path build;
    private final Optional<Path> jvm;
    private final Duration warmUp;
    private final Duration measured;
    private final Duration startUp;
    private final Path log;

    /**
     * @param jvm the java command of the forks, or empty for this process's own
     * @param warmUp time of blocks that are thrown away
     * @param measured time of blocks that count, a fork
     */
    public Forks(Path build, Optional<Path> jvm, Duration warmUp, Duration measured) {
        this(build, jvm, warmUp, measured, START_UP);
    }

    /** @param startUp how long a fork may take beside its blocks, before it counts as hung */
    Forks(Path build, Optional<Path> jvm, Duration warmUp, Duration measured, Duration startUp) {
        this.build = build;
        this.jvm = jvm;
        this.warmUp = warmUp;
        this.measured = measured;
        this.startUp = startUp;
        try {
            this.log = Files.createTempFile("marchmark-fork", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the temporary folder: " + e.getMessage(), e);
        }
        // JMH locks the machine for each of its runs; MachineLock holds that same lock for the whole of ours.
        System.setProperty("jmh.ignoreLock", "true");
        System.setProperty("jmh.blackhole.mode", "FULL");
    }

    /**
     * Runs one fork.
     *
     * @return its blocks and what is said of its memory
     * @throws ForkFailure where it failed, crashed or hung
     */
    public PairedFork run(ForkPlan plan, long seed) {
        return run(plan, seed, List.of());
    }

    /**
     * Runs one fork that leaves behind an archive of the classes that it loaded, if there is none yet. It only saves
     * time: where that fork fails, forks go without, and those that are measured tell why.
     */
    public void prepareArchive(ForkPlan plan, long seed) {
        Path archive = ForkJvm.archive(build);
        if (Files.exists(archive) || jvm.isPresent() || !Files.isWritable(build) || !ForkJvm.canArchive()) {
            return;
        }
        Path temporary = archive.resolveSibling(archive.getFileName() + ".tmp");
        try {
            run(plan, seed, List.of("-XX:ArchiveClassesAtExit=" + temporary, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
            if (Files.exists(temporary)) {
                Files.move(temporary, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (ForkFailure | IOException e) {
            // As said above.
        }
    }

    /**
     * Runs one fork in which one of the plan's variants is alone, on the memory and in the layouts that the plan draws
     * for it, for the same time in all as a paired fork: an iteration of JMH for each cell.
     *
     * @return nanoseconds a call, by JMH's clock, of each cell, less what it took to put back what calls destroyed
     * @throws ForkFailure where it failed, crashed or hung
     */
    public List<Double> isolated(ForkPlan plan, String variant, long seed) {
        int cells = plan.cells().size();
        ChainedOptionsBuilder jmh = options(IsolatedBenchmark.class, plan, seed, List.of())
                .param("variant", variant)
                .measurementIterations(cells)
                .measurementTime(TimeValue.milliseconds(Math.max(1, measured.toMillis() / cells)));
        // A warm-up iteration is in the first cell, so the first one measured is in the second.
        List<Double> times = iterations(results(jmh))
                .map(iteration -> score(iteration, IsolatedBenchmark.CALL)
                        - score(iteration, IsolatedBenchmark.PUT_BACK)
                                / score(iteration, IsolatedBenchmark.PUT_BACK_CALLS))
                .toList();
        if (times.size() != cells) {
            throw new ForkFailure("its fork returned " + times.size() + " times instead of " + cells);
        }
        List<Double> byCell = new ArrayList<>(times);
        Collections.rotate(byCell, 1);
        return byCell;
    }

    private static double score(IterationResult iteration, String label) {
        return iteration.getSecondaryResults().values().stream()
                .filter(result -> result.getLabel().equals(label))
                .mapToDouble(result -> result.getScore())
                .findFirst()
                .orElseThrow(() -> new ForkFailure("its fork returned no " + label));
    }

    /**
     * Runs one fork in which the plan's first variant rotates over its instances, four times as many, and one.
     *
     * @return its blocks, of which these are the sides
     * @throws ForkFailure where it failed, crashed or hung
     */
    public List<Block> instances(ForkPlan plan, long seed) {
        ChainedOptionsBuilder jmh = options(InstancesBenchmark.class, plan, seed, List.of())
                .param("variant", plan.variants().get(0))
                .addProfiler(BlockProfiler.class);
        return paired(results(jmh)).blocks();
    }

    private PairedFork run(ForkPlan plan, long seed, List<String> extraOptions) {
        ChainedOptionsBuilder jmh = options(PairedBenchmark.class, plan, seed, extraOptions)
                .param("variants", String.join(":", plan.variants()))
                .param("contrasts", PairedBenchmark.contrasts(plan))
                .addProfiler(BlockProfiler.class);
        return paired(results(jmh));
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, ForkPlan plan, long seed, List<String> extraOptions) {
        List<String> ofJvm = new ArrayList<>(ForkJvm.options(build));
        ofJvm.addAll(extraOptions);
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "."))
                .param("workload", plan.workload())
                .param("size", plan.size().label())
                .param("seed", Long.toString(seed))
                .param("fork", Integer.toString(plan.fork()))
                .param("cells", Integer.toString(plan.cells().size()))
                .param("aligned", Boolean.toString(plan.aligned()))
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(warmUp.toMillis()))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(measured.toMillis()))
                .jvmArgs(ofJvm.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .output(log.toString());
        jvm.ifPresent(command -> jmh.jvm(command.toString()));
        return jmh;
    }

    private Collection<RunResult> results(ChainedOptionsBuilder jmh) {
        return GuardedRunner.run(jmh.build(), log, startUp.plus(warmUp).plus(measured.multipliedBy(MOST_TIMES)));
    }

    private static PairedFork paired(Collection<RunResult> runs) {
        List<Block> blocks = new ArrayList<>();
        iterations(runs)
                .flatMap(iteration -> iteration.getRawSecondaryResults().values().stream())
                .filter(BlockResult.class::isInstance)
                .map(BlockResult.class::cast)
                .forEach(result -> blocks.addAll(result.blocks()));
        if (blocks.isEmpty()) {
            throw new ForkFailure("its fork returned no blocks");
        }
        Optional<Double> hugePages = iterations(runs)
                .flatMap(iteration -> iteration.getSecondaryResults().values().stream())
                .filter(result -> result.getLabel().equals(BlockProfiler.HUGE_PAGES))
                .map(result -> result.getScore() / 100)
                .findFirst();
        return new PairedFork(blocks, hugePages.orElse(null));
    }

    private static Stream<IterationResult> iterations(Collection<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .flatMap(benchmark -> benchmark.getIterationResults().stream());
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            // A leftover temporary file is no reason to fail a finished run.
        }
    }
}
