// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * One variant of one workload alone in a fork, by JMH's own clock, as one would write it for JMH. One invocation is a
 * slice of about a millisecond, so that JNA does not drown small workloads; the time of one call is the secondary result
 * {@code call}. It includes what it takes to put back what calls destroy, which {@code putBackNanos} tells. Each iteration
 * is in the next of the fork's cells, after a slice that does not count, as a bout of the paired benchmark starts with a
 * block that does not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class IsolatedBenchmark extends DrawnFork {
    static final String CALL = "call";
    static final String PUT_BACK = "putBackNanos";
    static final String PUT_BACK_CALLS = "putBackCalls";

    /** One a fork. */
    @Param({"v2-O2", "v3-O2"})
    public String variant = "";

    /**
     * What is measured of it: VARIANTS and SAME are its library, COPY a byte copy of that, RELINKED another layout,
     * SCALED 1.01 n calls that count as n, SCALED_TENTH 1.10 n.
     */
    @Param("VARIANTS")
    public Contrast side = Contrast.VARIANTS;

    /** The only layout to use, by its number; -1 for those drawn. */
    @Param("-1")
    public int layout;

    private @Nullable IsolatedMeasurement measurement;

    /** What JMH's time is shared among. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Calls {
        /** Runs of the workload in this iteration. */
        public long call;
    }

    /** What of that time went into putting back what calls destroyed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class PutBack {
        /** In this iteration. */
        public long putBackNanos;

        /** Runs of the workload, as {@link Calls#call} counts them: as an operation JMH shows it as a time only. */
        public long putBackCalls;
    }

    /** Loads, places, fills and calibrates. */
    @Setup(Level.Trial)
    public void setUp() {
        Path build = BuildFolder.path();
        Manifest manifest = BuildFolder.manifestOf(build, workload);
        measurement = new IsolatedMeasurement(build, manifest, plan(manifest, List.of(variant)), side, layout);
    }

    private IsolatedMeasurement measurement() {
        if (measurement == null) {
            throw new IllegalStateException("setUp() has not run");
        }
        return measurement;
    }

    /** The next of the fork's layouts, and its code and data warm. */
    @Setup(Level.Iteration)
    public void nextCell() {
        measurement().nextCell();
    }

    /** One slice. */
    @Benchmark
    public void slice(Calls calls, PutBack putBack) {
        IsolatedMeasurement.Slice slice = measurement().slice();
        calls.call += slice.calls();
        putBack.putBackCalls += slice.calls();
        putBack.putBackNanos += slice.putBackNanos();
    }

    /** Verifies what was timed. */
    @TearDown(Level.Trial)
    public void tearDown() {
        measurement().verify();
        measurement().close();
    }
}
