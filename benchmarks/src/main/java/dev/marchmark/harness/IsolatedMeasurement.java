// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Usage;
import dev.marchmark.nativelib.BlockRunner;
import dev.marchmark.nativelib.Side;
import dev.marchmark.nativelib.VariantLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One fork's work on one variant alone, with what the paired fork of the same number draws for it. */
final class IsolatedMeasurement implements AutoCloseable {
    // So long that JNA and what a block notes of the system, about 1 us, are below a fifth of a per cent.
    private static final double SLICE_NANOS = 1_000_000;

    private final ForkInputs inputs;
    private final Map<Path, VariantLibrary> libraries = new LinkedHashMap<>();
    private final List<Side> cells = new ArrayList<>();
    private final BlockRunner runner;
    private final long counted;
    private final long made;
    private int cell = -1;
    private long step;

    /**
     * Loads, places, fills and calibrates.
     *
     * @param plan whose first variant is measured
     * @param side what that is: itself, a copy, or itself with more calls than are counted
     * @param layout by index, or -1 for those of the plan's cells
     */
    IsolatedMeasurement(Path build, Manifest manifest, ForkPlan plan, Contrast side, int layout) {
        inputs = new ForkInputs(build, manifest, plan);
        List<Library> built =
                manifest.libraries(plan.workload(), plan.variants().get(0));
        if (layout >= built.size()) {
            throw new ForkFailure("has layouts 0 to " + (built.size() - 1) + " only, not " + layout);
        }
        for (ForkPlan.Cell drawn : layout < 0 ? plan.cells() : plan.cells().subList(0, 1)) {
            int ofCell = side == Contrast.RELINKED
                    ? drawn.relinked()
                    : drawn.layouts().get(0);
            Library library = built.get(layout < 0 ? ofCell : layout);
            Path original = build.resolve(library.path());
            Path file = side == Contrast.COPY ? ControlCopy.of(original, "copy") : original;
            cells.add(libraries
                    .computeIfAbsent(file, path -> VariantLibrary.open(path, library.isaLevel(), inputs.cpu()))
                    .on(inputs.memory()));
        }
        runner = new BlockRunner(cells, inputs.memory(), plan.stackShift());
        step = new SplittableRandom(plan.blockSeed()).nextInt(1 << 20);
        long unit = side.callUnit();
        counted = unit * Math.max(1, Math.round(calibrate() / unit));
        made = side.baselineCalls(counted);
    }

    /** How many calls a slice takes. */
    private double calibrate() {
        for (long tried = 1; ; tried *= 4) {
            long elapsed = Math.max(1, slice(tried).nanos());
            if (elapsed >= SLICE_NANOS / 4) {
                return SLICE_NANOS * tried / elapsed;
            }
        }
    }

    /**
     * Goes on to the next cell, the first one at first, and runs a slice there that does not count: so code, data and
     * predictors are as in the paired fork when a block counts, but for what the other variant does to them.
     */
    void nextCell() {
        cell = (cell + 1) % cells.size();
        slice();
    }

    /**
     * One slice.
     *
     * @param calls that it counts for
     * @param nanos of the calls
     * @param putBackNanos of what came between them
     */
    record Slice(long calls, long nanos, long putBackNanos) {}

    /** One slice of the present cell. */
    Slice slice() {
        Slice slice = slice(made);
        // By what is counted, so that a hundredth more calls changes no slice's inputs but at its end.
        step += counted;
        return new Slice(counted, slice.nanos(), slice.putBackNanos());
    }

    private Slice slice(long calls) {
        long[] elapsed = new long[1];
        Usage usage = runner.run(new byte[] {(byte) Math.max(0, cell)}, new long[] {step}, new long[] {calls}, elapsed);
        return new Slice(calls, elapsed[0], usage.endNanos() - usage.startNanos() - elapsed[0]);
    }

    /** After the timing: what was timed still leaves what the reference leaves. */
    void verify() {
        inputs.verify(libraries);
    }

    @Override
    public void close() {
        runner.close();
        cells.forEach(Side::close);
        libraries.values().forEach(VariantLibrary::close);
        inputs.close();
    }
}
