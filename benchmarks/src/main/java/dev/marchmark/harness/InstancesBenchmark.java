// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/**
 * One variant of one workload over its own number of instances (side 0), four times as many (1) and one (2), in turns. One
 * invocation is one block; the blocks are the secondary results of {@link BlockProfiler}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(6)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 600, timeUnit = TimeUnit.MILLISECONDS)
public class InstancesBenchmark extends DrawnFork {
    /** The one that runs. */
    @Param("v2-O2")
    public String variant = "";

    private @Nullable InstancesMeasurement measurement;

    /** Loads, places, fills and calibrates. */
    @Setup(Level.Trial)
    public void setUp() {
        Path build = BuildFolder.path();
        Manifest manifest = BuildFolder.manifestOf(build, workload);
        measurement = new InstancesMeasurement(build, manifest, plan(manifest, List.of(variant)));
    }

    private InstancesMeasurement measurement() {
        if (measurement == null) {
            throw new IllegalStateException("setUp() has not run");
        }
        return measurement;
    }

    /** One block. */
    @Benchmark
    public void block() {
        BlockProfiler.add(measurement().nextBlock());
    }

    /** Verifies what was timed. */
    @TearDown(Level.Trial)
    public void tearDown() {
        measurement().verify();
        measurement().close();
    }
}
