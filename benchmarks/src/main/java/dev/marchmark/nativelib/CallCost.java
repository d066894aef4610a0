// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import dev.marchmark.model.Usage;
import java.util.Arrays;

/**
 * What measuring costs on this host.
 *
 * @param blockNanos of a call from Java into the shim that runs an empty block: paid once a block, outside its slices
 * @param callNanos of a call within a slice, beside the code called
 * @param dirtyUpperRatio how many times longer legacy SSE code takes with dirty upper halves of the AVX registers, which
 *     is why the shim clears them before each slice; 0 where there are none
 */
public record CallCost(double blockNanos, double callNanos, double dirtyUpperRatio) {
    private static final int WARM_UP = 2000;
    private static final int CALLS = 2001;

    /** Measures for a few milliseconds; the shim must be loaded. */
    public static CallCost measure() {
        return new CallCost(emptyBlockNanos(), ShimCalls.mm_call_nanos(), ShimCalls.mm_dirty_upper_ratio());
    }

    private static double emptyBlockNanos() {
        long[] times = new long[CALLS];
        try (Memory nothing = new Memory(64)) {
            nothing.clear();
            for (int i = -WARM_UP; i < CALLS; i++) {
                long start = System.nanoTime();
                ShimCalls.mm_block(
                        nothing,
                        nothing,
                        0,
                        new byte[0],
                        new long[0],
                        new long[0],
                        1,
                        0,
                        new long[0],
                        new long[Usage.FIELDS]);
                times[Math.max(0, i)] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return times[CALLS / 2];
    }
}
