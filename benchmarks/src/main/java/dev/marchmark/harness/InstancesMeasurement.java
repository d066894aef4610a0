// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Usage;
import dev.marchmark.nativelib.BlockRunner;
import dev.marchmark.nativelib.Side;
import dev.marchmark.nativelib.VariantLibrary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One fork's work on one library that rotates over the workload's instances, over four times as many, and over one: the
 * same memory, filled once, of which each side sees so many.
 */
final class InstancesMeasurement implements AutoCloseable {
    static final int FOLD = 4;

    // So long that each side's predictors have forgotten the others' inputs for most of a slice.
    private static final double SLICE_NANOS = 4_000_000;

    private final ForkInputs inputs;
    private final Path file;
    private final VariantLibrary library;
    private final List<Side> sides;
    private final BlockRunner runner;
    private final Orders orders;
    private final long calls;
    private long step;

    InstancesMeasurement(Path build, Manifest manifest, ForkPlan plan) {
        inputs = new ForkInputs(build, manifest, plan, FOLD);
        int layout = plan.cells().get(0).layouts().get(0);
        Library chosen =
                manifest.libraries(plan.workload(), plan.variants().get(0)).get(layout);
        file = build.resolve(chosen.path());
        library = VariantLibrary.open(file, chosen.isaLevel(), inputs.cpu());
        long all = inputs.memory().shape().instances();
        sides = List.of(
                library.on(inputs.memory(), all / FOLD), library.on(inputs.memory()), library.on(inputs.memory(), 1));
        runner = new BlockRunner(sides, inputs.memory(), plan.stackShift());
        SplittableRandom random = new SplittableRandom(plan.blockSeed());
        orders = new Orders(sides.size(), random);
        step = random.nextInt(1 << 20);
        calls = calibrate();
    }

    private long calibrate() {
        long[] elapsed = new long[1];
        for (long tried = 1; ; tried *= 4) {
            runner.run(new byte[] {0}, new long[] {step}, new long[] {tried}, elapsed);
            if (elapsed[0] >= SLICE_NANOS / 4) {
                return Math.max(1, Math.round(SLICE_NANOS * tried / elapsed[0]));
            }
        }
    }

    /** A lead-in, on inputs of its own (D46), then every side in an order and back, as a block of variants. */
    Block nextBlock() {
        int[] there = orders.next();
        int last = 2 * there.length;
        byte[] order = new byte[last + 1];
        long[] steps = new long[order.length];
        steps[0] = step;
        for (int i = 0; i < there.length; i++) {
            order[1 + i] = (byte) there[i];
            order[last - i] = (byte) there[i];
            steps[1 + i] = step + calls;
            steps[last - i] = step + 2 * calls;
        }
        order[0] = order[last];
        step += 3 * calls;
        long[] counts = new long[order.length];
        Arrays.fill(counts, calls);
        long[] elapsed = new long[order.length];
        Usage usage = runner.run(order, steps, counts, elapsed);
        return new Block(
                Contrast.VARIANTS,
                0,
                0,
                calls,
                steps[1],
                IntStream.range(0, order.length).mapToObj(i -> (int) order[i]).toList(),
                Arrays.stream(elapsed).boxed().toList(),
                usage);
    }

    /** After the timing: what was timed still leaves what the reference leaves. */
    void verify() {
        inputs.verify(Map.of(file, library));
    }

    @Override
    public void close() {
        runner.close();
        sides.forEach(Side::close);
        library.close();
        inputs.close();
    }
}
