// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.Size;
import dev.marchmark.nativelib.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * All that a fork draws. It depends on nothing but the arguments of {@link #draw}, so the process that starts a fork
 * and the fork itself come to the same plan.
 *
 * @param variants the baseline first
 * @param cells the layouts that the fork's blocks cycle through
 * @param placement of the buffers
 * @param stackShift bytes, a multiple of 16
 * @param dataSeed of the inputs
 * @param longSliceMillis length of the slices by which this fork looks at the level: 2, 8 or 32
 * @param blockSeed of block orders, jitter, steps, load order and gaps
 * @param pattern the contrasts of its blocks, in their proportions
 * @param aligned whether all buffers start at a multiple of 64 bytes
 */
public record ForkPlan(
        String workload,
        Size size,
        List<String> variants,
        int fork,
        List<Cell> cells,
        Placement placement,
        int stackShift,
        long dataSeed,
        int longSliceMillis,
        long blockSeed,
        List<Contrast> pattern,
        boolean aligned) {
    private static final int BUFFERS = Placement.ofMalloc().offsets().size();
    private static final int CACHE_LINE = 64;
    private static final int[] LONG_SLICE_MILLIS = {2, 8, 32};

    /**
     * One combination of layouts.
     *
     * @param layouts of each variant, by index
     * @param relinked the layout of the relinked copy of the baseline, by index
     */
    public record Cell(List<Integer> layouts, int relinked) {}

    /** The same fork, and the same cache lines of each page, but with every buffer at the start of its line. */
    public ForkPlan withAlignedBuffers() {
        List<Integer> offsets = placement.offsets().stream()
                .map(offset -> offset - offset % CACHE_LINE)
                .toList();
        return with(new Placement(offsets), pattern, true);
    }

    /**
     * The same fork, but measuring what is known of the first variant instead of what is not.
     *
     * @param truths the contrasts, which get as much time each; none of them {@link Contrast#VARIANTS}
     */
    public ForkPlan withTruths(List<Contrast> truths) {
        return with(placement, List.copyOf(truths), aligned);
    }

    private ForkPlan with(Placement where, List<Contrast> contrasts, boolean isAligned) {
        return new ForkPlan(
                workload,
                size,
                variants,
                fork,
                cells,
                where,
                stackShift,
                dataSeed,
                longSliceMillis,
                blockSeed,
                contrasts,
                isAligned);
    }

    boolean isCalibrating() {
        return !pattern.contains(Contrast.VARIANTS);
    }

    /**
     * Draws a fork of a row. Over the forks of a row each side's layouts, and each buffer's alignment modulo 64, come
     * equally often.
     *
     * @param seed of the run
     * @param fork number of the fork in its row, from 0
     * @param layouts how many layouts a variant was linked in
     * @param cells how many of them a fork's blocks cycle through
     */
    public static ForkPlan draw(
            String workload,
            Size size,
            List<String> variants,
            long seed,
            int fork,
            ToIntFunction<String> layouts,
            int cells) {
        Draws draws = new Draws(seed, workload);
        List<Cell> drawn = new ArrayList<>();
        for (int c = 0; c < cells; c++) {
            int index = fork * cells + c;
            List<Integer> sides = variants.stream()
                    .map(variant -> draws.balanced("layout of " + variant, index, layouts.applyAsInt(variant)))
                    .toList();
            int built = layouts.applyAsInt(variants.get(0));
            drawn.add(new Cell(sides, draws.balanced("layout of the relinked copy", index, built)));
        }
        List<Integer> offsets = new ArrayList<>();
        for (int buffer = 0; buffer < BUFFERS; buffer++) {
            offsets.add(16 * draws.balanced("offset modulo 64 of buffer " + buffer, fork, 4)
                    + 64 * draws.balanced("offset modulo 4096 of buffer " + buffer, fork, 64));
        }
        return new ForkPlan(
                workload,
                size,
                List.copyOf(variants),
                fork,
                List.copyOf(drawn),
                new Placement(offsets),
                16 * draws.balanced("stack", fork, 16),
                draws.random("data", fork).nextLong(),
                LONG_SLICE_MILLIS[draws.balanced("long slices", fork, LONG_SLICE_MILLIS.length)],
                draws.random("blocks", fork).nextLong(),
                BlockSchedule.COMPARISON,
                false);
    }
}
