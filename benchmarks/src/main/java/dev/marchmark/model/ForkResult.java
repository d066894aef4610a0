// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

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
 * @param cells what the ordinary blocks of each contrast and cell come to
 * @param times what one run of each variant takes
 * @param noise what the system did meanwhile
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
        List<Cell> cells,
        List<Time> times,
        Noise noise) {

    /** Copies the lists. */
    public ForkResult {
        layouts = List.copyOf(layouts);
        offsets = List.copyOf(offsets);
        cells = List.copyOf(cells);
        times = List.copyOf(times);
    }

    /**
     * The ordinary blocks of one contrast in one combination of layouts.
     *
     * @param contrast what its sides are
     * @param side compared with the baseline: an index of the run's variants, or 1 for a control
     * @param cell which combination
     * @param blocks kept
     * @param dropped as disturbed
     * @param logRatio median over the kept blocks of log(time(baseline) / time(side))
     * @param spread of the kept blocks: 1.4826 times their median absolute deviation
     */
    public record Cell(
            Contrast contrast, int side, int cell, int blocks, int dropped, double logRatio, double spread) {}

    /**
     * Median time of one run.
     *
     * @param side an index of the run's variants
     * @param sliceMillis 0 in ordinary blocks, else in slices of that length
     * @param blocks that it is the median of
     * @param nanosPerCall of one run
     */
    public record Time(int side, int sliceMillis, int blocks, double nanosPerCall) {}

    /**
     * What the system did to the fork during its blocks.
     *
     * @param blocks all that were run
     * @param disturbed those with an involuntary switch
     * @param involuntarySwitches in all
     * @param migrations blocks that ended on another CPU than they started on
     * @param minorFaults in all
     * @param majorFaults in all
     */
    public record Noise(
            int blocks, int disturbed, long involuntarySwitches, int migrations, long minorFaults, long majorFaults) {}
}
