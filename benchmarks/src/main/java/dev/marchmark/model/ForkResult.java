// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps of a fork: what was drawn, and what its blocks come to.
 *
 * @param workload its row, with {@code size}
 * @param size label of the row's size
 * @param fork its number in the row, from 0
 * @param startedUtc ISO 8601
 * @param seconds that it took, start of the JVM included
 * @param layouts of each variant, then of the relinked copy: one list each, one index a cell
 * @param offsets of the buffers within their first page, bytes
 * @param stackShift bytes
 * @param dataSeed of the inputs
 * @param blockSeed of block orders, jitter, load order and gaps
 * @param ratios what the ordinary blocks of each contrast and side come to
 * @param times what one run of each variant takes
 * @param levelShifts how that differs in longer slices
 * @param noise what the system did meanwhile
 * @param aligned whether all buffers were 64-byte aligned, beside the fork of the same number that drew where they lie;
 *     null counts as no
 */
public record ForkResult(
        String workload,
        String size,
        int fork,
        String startedUtc,
        double seconds,
        List<List<Integer>> layouts,
        List<Integer> offsets,
        int stackShift,
        long dataSeed,
        long blockSeed,
        List<Ratio> ratios,
        List<Time> times,
        List<LevelShift> levelShifts,
        Noise noise,
        @Nullable Boolean aligned) {

    /** Copies the lists. */
    public ForkResult {
        layouts = List.copyOf(layouts);
        offsets = List.copyOf(offsets);
        ratios = List.copyOf(ratios);
        times = List.copyOf(times);
        levelShifts = List.copyOf(levelShifts);
        for (Ratio ratio : ratios) {
            int fewest = layouts.stream().mapToInt(List::size).min().orElse(0);
            if (ratio.side() >= layouts.size() || ratio.cells().stream().anyMatch(cell -> cell < 0 || cell >= fewest)) {
                throw new IllegalArgumentException("a fork of " + workload + " has a ratio of layouts it did not draw");
            }
        }
    }

    /** A fork whose buffers lie where chance put them. */
    public ForkResult(
            String workload,
            String size,
            int fork,
            String startedUtc,
            double seconds,
            List<List<Integer>> layouts,
            List<Integer> offsets,
            int stackShift,
            long dataSeed,
            long blockSeed,
            List<Ratio> ratios,
            List<Time> times,
            List<LevelShift> levelShifts,
            Noise noise) {
        this(
                workload,
                size,
                fork,
                startedUtc,
                seconds,
                layouts,
                offsets,
                stackShift,
                dataSeed,
                blockSeed,
                ratios,
                times,
                levelShifts,
                noise,
                null);
    }

    /** The forks of each workload, in their order: those of drawn placement, or those whose buffers all are aligned. */
    public static Map<String, List<ForkResult>> byWorkload(List<ForkResult> forks, boolean withAlignedBuffers) {
        return forks.stream()
                .filter(fork -> fork.hasAlignedBuffers() == withAlignedBuffers)
                .collect(Collectors.groupingBy(ForkResult::workload));
    }

    /** What one run of a variant takes, in ordinary blocks; empty where the fork has none of it. */
    public OptionalDouble nanosPerCall(int side) {
        return times.stream()
                .filter(time -> time.side() == side)
                .mapToDouble(Time::nanosPerCall)
                .findFirst();
    }

    /** Whether all buffers were 64-byte aligned. */
    public boolean hasAlignedBuffers() {
        return Boolean.TRUE.equals(aligned);
    }

    /**
     * The ordinary blocks of one contrast and side.
     *
     * @param contrast what its sides are
     * @param side compared with the baseline: an index of the run's variants, or 1 for a control
     * @param blocks kept, in all cells
     * @param dropped as disturbed, in all cells
     * @param spread of the kept blocks within a cell, median over the cells: 1.4826 times their median absolute deviation
     * @param cells the combinations of layouts that have blocks
     * @param logRatios of each of them, the median over its kept blocks of log(time(baseline) / time(side))
     * @param unfiltered what {@link #logRatio} would be had no block been dropped
     * @param order the log ratio in slices that another side precedes, less the one in slices that their own side
     *     precedes: what order does to this ratio; null where too few blocks show it
     */
    public record Ratio(
            Contrast contrast,
            int side,
            int blocks,
            int dropped,
            double spread,
            List<Integer> cells,
            List<Double> logRatios,
            double unfiltered,
            @Nullable Double order) {

        /** Copies the lists, which go together. */
        public Ratio {
            cells = List.copyOf(cells);
            logRatios = List.copyOf(logRatios);
            if (cells.size() != logRatios.size() || cells.isEmpty()) {
                throw new IllegalArgumentException(
                        cells.size() + " cells with " + logRatios.size() + " ratios in a fork");
            }
        }

        /** The fork's value: the mean over its cells, so that every combination of layouts counts the same. */
        public double logRatio() {
            return logRatios.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }

    /**
     * What one run takes in ordinary blocks.
     *
     * @param side an index of the run's variants
     * @param nanosPerCall geometric mean over the cells of the median over their blocks
     */
    public record Time(int side, double nanosPerCall) {}

    /**
     * How time differs in longer slices.
     *
     * @param side an index of the run's variants
     * @param sliceMillis length of the longer slices
     * @param blocks of them
     * @param logShift median over them of log(time of a run / its mean time in ordinary blocks of the same cell)
     */
    public record LevelShift(int side, int sliceMillis, int blocks, double logShift) {}

    /**
     * What the system did to the fork during its blocks.
     *
     * @param blocks all that were run
     * @param disturbed those with an involuntary switch
     * @param involuntarySwitches in all
     * @param migrations blocks that ended on another CPU than they started on
     * @param minorFaults in all
     * @param majorFaults in all
     * @param fixedWorkNanos median over all blocks of what the same work, on registers only, took before each: it
     *     follows the CPU's effective frequency
     * @param fixedWorkSpread of that within the fork: 1.4826 times the median absolute deviation, as a fraction
     * @param stealShare of the time of all CPUs while the fork lived, 0 to 1, or null where the system does not tell
     * @param pressureShare of that time in which at least one task waited for a CPU, or null likewise
     * @param hugePageShare of the memory that all sides work on, the share that huge pages backed once it was filled, 0
     *     to 1; null likewise, and in results of earlier versions
     */
    public record Noise(
            int blocks,
            int disturbed,
            long involuntarySwitches,
            int migrations,
            long minorFaults,
            long majorFaults,
            double fixedWorkNanos,
            double fixedWorkSpread,
            @Nullable Double stealShare,
            @Nullable Double pressureShare,
            @Nullable Double hugePageShare) {}
}
