// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Usage;
import dev.marchmark.nativelib.BlockRunner;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Gap;
import dev.marchmark.nativelib.Side;
import dev.marchmark.nativelib.VariantLibrary;
import dev.marchmark.nativelib.WorkloadMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One fork's work on one row: everything loaded, placed and calibrated, ready to run block after block. */
final class PairedMeasurement implements AutoCloseable {
    private static final int MOST_GAP_PAGES = 64;

    private final ForkInputs inputs;
    private final Map<Path, VariantLibrary> libraries = new LinkedHashMap<>();
    private final List<Side> sides = new ArrayList<>();
    private final Map<BlockKind, BlockRunner> runners = new LinkedHashMap<>();
    private final BlockSchedule schedule;
    private final SplittableRandom random;
    private final int variants;
    private final Orders pairOrders;
    private final Orders variantOrders;
    private final Slices slices;
    private long step;

    private record BlockKind(Contrast contrast, int cell) {}

    private record Handle(Path file, int level) {}

    PairedMeasurement(Path build, Manifest manifest, ForkPlan plan) {
        inputs = new ForkInputs(build, manifest, plan);
        random = new SplittableRandom(plan.blockSeed());
        Map<BlockKind, List<Handle>> handles = handles(build, manifest, plan);
        load(handles, inputs.cpu());
        WorkloadMemory memory = inputs.memory();
        Map<Path, Side> sideOf = new LinkedHashMap<>();
        libraries.forEach((file, library) -> sideOf.put(file, library.on(memory)));
        sides.addAll(sideOf.values());
        handles.forEach((kind, files) -> runners.put(
                kind,
                new BlockRunner(
                        files.stream().map(handle -> sideOf.get(handle.file())).toList(), memory, plan.stackShift())));
        variants = plan.variants().size();
        slices = calibrate(Slices.nanos(memory.shape().branchesOnData()));
        schedule = new BlockSchedule(
                plan.pattern(), plan.cells().size(), slices.longer(plan.longSliceMillis()), random.split());
        step = random.nextInt(1 << 20);
        pairOrders = new Orders(2, random.split());
        variantOrders = new Orders(variants, random.split());
    }

    /** The files of each kind of block that the plan has, and of that by which slices are set; the baseline first. */
    private static Map<BlockKind, List<Handle>> handles(Path build, Manifest manifest, ForkPlan plan) {
        Map<BlockKind, List<Handle>> handles = new LinkedHashMap<>();
        Set<Contrast> contrasts = EnumSet.copyOf(plan.pattern());
        contrasts.add(Contrast.VARIANTS);
        for (int c = 0; c < plan.cells().size(); c++) {
            ForkPlan.Cell cell = plan.cells().get(c);
            List<Handle> variants = new ArrayList<>();
            for (int v = 0; v < plan.variants().size(); v++) {
                Library library =
                        libraries(manifest, plan, v).get(cell.layouts().get(v));
                variants.add(new Handle(build.resolve(library.path()), library.isaLevel()));
            }
            Handle baseline = variants.get(0);
            Path relinked = build.resolve(
                    libraries(manifest, plan, 0).get(cell.relinked()).path());
            for (Contrast contrast : contrasts) {
                List<Handle> sides =
                        switch (contrast) {
                            case VARIANTS -> variants;
                            case COPY -> List.of(baseline, copy(baseline.file(), "copy", baseline.level()));
                            case RELINKED -> List.of(baseline, copy(relinked, "relinked", baseline.level()));
                            case SAME, SCALED, SCALED_TENTH -> List.of(baseline, baseline);
                        };
                handles.put(new BlockKind(contrast, c), sides);
            }
        }
        return handles;
    }

    private static Handle copy(Path library, String purpose, int level) {
        return new Handle(ControlCopy.of(library, purpose), level);
    }

    private static List<Library> libraries(Manifest manifest, ForkPlan plan, int variant) {
        return manifest.libraries(plan.workload(), plan.variants().get(variant));
    }

    /** Loads each file once, in a drawn order with drawn gaps, and makes sure that no two share their code. */
    private void load(Map<BlockKind, List<Handle>> handles, Cpu cpu) {
        List<Handle> files = new ArrayList<>(
                handles.values().stream().flatMap(List::stream).distinct().toList());
        Collections.shuffle(files, new Random(random.nextLong()));
        Map<Long, Path> addresses = new LinkedHashMap<>();
        for (Handle handle : files) {
            Gap.reserve(1 + random.nextInt(MOST_GAP_PAGES));
            VariantLibrary library = VariantLibrary.open(handle.file(), handle.level(), cpu);
            libraries.put(handle.file(), library);
            Path other = addresses.put(library.runAddress(), handle.file());
            if (other != null) {
                throw new ForkFailure(handle.file() + " and " + other + " share their code");
            }
        }
    }

    /** Such that the fastest variant's take that long. */
    private Slices calibrate(double sliceNanos) {
        BlockRunner runner = runner(Contrast.VARIANTS, 0);
        byte[] order = new byte[2 * variants];
        for (int i = 0; i < order.length; i++) {
            order[i] = (byte) (i % variants);
        }
        long[] elapsed = new long[order.length];
        for (long tried = 1; ; tried *= 4) {
            long[] calls = new long[order.length];
            Arrays.fill(calls, tried);
            runner.run(order, new long[order.length], calls, elapsed);
            long fastest = Math.max(1, Arrays.stream(elapsed).min().orElseThrow());
            if (fastest >= sliceNanos / 4) {
                return new Slices(sliceNanos, sliceNanos * tried / fastest);
            }
        }
    }

    private BlockRunner runner(Contrast contrast, int cell) {
        BlockRunner runner = runners.get(new BlockKind(contrast, cell));
        if (runner == null) {
            throw new IllegalStateException("no such block: " + contrast + " " + cell);
        }
        return runner;
    }

    /** Runs blocks of the schedule up to the next one that counts, and returns that. */
    Block nextBlock() {
        BlockSchedule.Next next = schedule.next();
        while (!next.counts()) {
            run(next);
            next = schedule.next();
        }
        return run(next);
    }

    /**
     * All sides see the same steps, one range on the way there and the next one on the way back. The lead-in has steps of
     * its own: its side would else find in the next slice what it has just learnt (DECISIONS.md, D46).
     */
    private long[] steps(long[] calls, int sideCount) {
        long most = Arrays.stream(calls).skip(1).max().orElseThrow();
        long[] steps = new long[calls.length];
        steps[0] = step;
        Arrays.fill(steps, 1, 1 + sideCount, step + calls[0]);
        Arrays.fill(steps, 1 + sideCount, steps.length, step + calls[0] + most);
        step += calls[0] + 2 * most;
        return steps;
    }

    private Block run(BlockSchedule.Next next) {
        long count = slices.calls(next.sliceMillis(), next.contrast().callUnit(), random.nextDouble());

        int sideCount = next.contrast() == Contrast.VARIANTS ? variants : 2;
        int[] permutation = (sideCount == 2 ? pairOrders : variantOrders).next();
        byte[] order = new byte[1 + 2 * sideCount];
        order[0] = (byte) random.nextInt(sideCount);
        for (int i = 0; i < sideCount; i++) {
            order[1 + i] = (byte) permutation[i];
            order[2 * sideCount - i] = (byte) permutation[i];
        }

        long[] calls = new long[order.length];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = order[i] == 0 ? next.contrast().baselineCalls(count) : count;
        }
        calls[0] = slices.ofLeadIn(count);
        long[] steps = steps(calls, sideCount);
        long[] elapsed = new long[order.length];
        Usage usage = runner(next.contrast(), next.cell()).run(order, steps, calls, elapsed);
        schedule.took(next, usage.endNanos() - usage.startNanos());
        List<Integer> sidesInOrder = new ArrayList<>();
        for (byte side : order) {
            sidesInOrder.add((int) side);
        }
        return new Block(
                next.contrast(),
                next.cell(),
                next.sliceMillis(),
                count,
                steps[1],
                sidesInOrder,
                Arrays.stream(elapsed).boxed().toList(),
                usage);
    }

    /** Of the memory that all sides work on; see {@link PairedFork}. */
    @Nullable
    Double hugePageShare() {
        return inputs.memory().hugePageShare();
    }

    /** After the timing: every library that was timed still leaves what the reference leaves. */
    void verify() {
        inputs.verify(libraries);
    }

    @Override
    public void close() {
        runners.values().forEach(BlockRunner::close);
        sides.forEach(Side::close);
        libraries.values().forEach(VariantLibrary::close);
        inputs.close();
    }
}
