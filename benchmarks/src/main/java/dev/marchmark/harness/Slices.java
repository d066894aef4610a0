// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

/**
 * How many calls slices make.
 *
 * @param nanos that an ordinary slice of the fastest variant should take
 * @param callsPerSlice so many of its calls take that long: below 1 where one call takes longer
 */
record Slices(double nanos, double callsPerSlice) {
    // The fastest side's slice. The shorter, the less the host changes between two of them; but code that branches on
    // data needs some time to find its way again after the other variant (DECISIONS.md, D13).
    private static final double NANOS = 60_000;
    private static final double BRANCHING_NANOS = 250_000;
    private static final double JITTER = 0.2;

    /** What an ordinary slice should take. */
    static double nanos(boolean branchesOnData) {
        return branchesOnData ? BRANCHING_NANOS : NANOS;
    }

    /**
     * The calls of the slices of a block.
     *
     * @param sliceMillis 0 for an ordinary block
     * @param unit of which they are a multiple
     * @param drawn from 0 to 1, by which they are jittered
     */
    long calls(int sliceMillis, long unit, double drawn) {
        double scale = sliceMillis == 0 ? 1 : sliceMillis * 1e6 / nanos;
        double jittered = callsPerSlice * scale * (1 + JITTER * (2 * drawn - 1));
        return unit * Math.max(1, Math.round(jittered / unit));
    }

    /** The calls of a block's lead-in, which may be short where the block is long: all it does is come first. */
    long ofLeadIn(long calls) {
        return Math.max(1, Math.round(Math.min((double) calls, callsPerSlice)));
    }

    /** The length of longer slices; 0, for none, where ordinary ones take half as long by themselves. */
    int longer(int sliceMillis) {
        double ordinary = nanos / Math.min(1, callsPerSlice);
        return sliceMillis * 1e6 >= 2 * ordinary ? sliceMillis : 0;
    }
}
