// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Manifest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * All variants of one workload in one fork, on the same memory, in slices of a fraction of a millisecond. One invocation is
 * one block, or several where they are long ({@link ForkLength}); JMH's score is their time and says nothing. The speed-up
 * and the blocks themselves are the secondary results that {@link BlockProfiler} adds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(12)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PairedBenchmark extends DrawnFork {
    /** The baseline first, separated by {@code :}, as JMH separates values by commas. */
    @Param("v2-O2:v3-O2")
    public String variants = "";

    /** VARIANTS, which are compared, with controls beside; or truths known of the first, separated by {@code :}. */
    @Param("VARIANTS")
    public String contrasts = "";

    private @Nullable PairedMeasurement measurement;
    private ForkLength length = new ForkLength(0, 0);

    /** Loads, places, fills and calibrates. */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams benchmark) {
        if (benchmark.getThreads() != 1) {
            throw new IllegalStateException("the paired benchmark takes one thread, not -t " + benchmark.getThreads());
        }
        Path build = BuildFolder.path();
        Manifest manifest = BuildFolder.manifestOf(build, workload);
        ForkPlan plan = plan(manifest, List.of(variants.split(":", -1)));
        measurement = new PairedMeasurement(build, manifest, comparesVariants() ? plan : plan.withTruths(truths()));
        BlockProfiler.backedByHugePages(measurement.hugePageShare());
    }

    /** What {@link #contrasts} is to say of a plan. */
    static String contrasts(ForkPlan plan) {
        return plan.isCalibrating()
                ? plan.pattern().stream().map(Contrast::name).collect(Collectors.joining(":"))
                : Contrast.VARIANTS.name();
    }

    private boolean comparesVariants() {
        return contrasts.equals(Contrast.VARIANTS.name());
    }

    private List<Contrast> truths() {
        return Arrays.stream(contrasts.split(":", -1)).map(Contrast::valueOf).toList();
    }

    private PairedMeasurement measurement() {
        if (measurement == null) {
            throw new IllegalStateException("setUp() has not run");
        }
        return measurement;
    }

    /** Only what is compared and measured may take longer than told: calibrations have fixed times. */
    @Setup(Level.Iteration)
    public void startIteration(IterationParams iteration) {
        boolean mayTakeLonger = iteration.getType() == IterationType.MEASUREMENT && comparesVariants();
        length = new ForkLength(
                System.nanoTime(), mayTakeLonger ? iteration.getTime().convertTo(TimeUnit.NANOSECONDS) : 0);
    }

    /** One block, or as many as the fork still lacks. */
    @Benchmark
    public void block() {
        do {
            Block block = measurement().nextBlock();
            BlockProfiler.add(block);
            length.add(block);
        } while (length.goesOn(System.nanoTime()));
    }

    /** Verifies what was timed. */
    @TearDown(Level.Trial)
    public void tearDown() {
        measurement().verify();
        measurement().close();
    }
}
