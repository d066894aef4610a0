// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import java.time.Duration;

/**
 * How long a fork measures: as long as JMH is told, or, where slices are so long that too few blocks fit, until the variants
 * were compared in a bout of each of eight layouts, but at most five times as long. JMH ends an iteration after the
 * invocation in which its time is over; so one that ends in the second half of that time goes on instead (DECISIONS.md,
 * D88).
 */
public final class ForkLength {
    private static final int MOST_TIMES = 5;

    private final long startNanos;
    private final long toldNanos;
    private int comparing;

    /**
     * An iteration that begins.
     *
     * @param startNanos the present
     * @param toldNanos that JMH is told; 0 for an iteration that never takes longer
     */
    ForkLength(long startNanos, long toldNanos) {
        this.startNanos = startNanos;
        this.toldNanos = toldNanos;
    }

    /** A block that counts was run. */
    void add(Block block) {
        if (block.contrast() == Contrast.VARIANTS && block.sliceMillis() == 0) {
            comparing++;
        }
    }

    /** Whether the invocation must not end yet. */
    boolean goesOn(long nowNanos) {
        long taken = nowNanos - startNanos;
        return comparing < BlockSchedule.BLOCKS_OF_A_PASS && taken >= toldNanos / 2 && taken < MOST_TIMES * toldNanos;
    }

    /**
     * About how long a fork will measure.
     *
     * @param told what JMH is told
     * @param variants that a block compares
     * @param branchesOnData whether the workload does
     * @param nanosPerRun what one run of it takes
     */
    public static Duration expected(Duration told, int variants, boolean branchesOnData, double nanosPerRun) {
        double slice = Math.max(Slices.nanos(branchesOnData), nanosPerRun);
        double pass = BlockSchedule.slicesOfAPass(variants) * slice;
        double least = told.toNanos();
        return Duration.ofNanos(Math.round(Math.max(least, Math.min(pass, MOST_TIMES * least))));
    }
}
