// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * What a run keeps of a fork in which one variant was alone, for the cross-check. It draws what the paired fork of the
 * same number draws: placement, the variant's layouts, inputs, stack.
 *
 * @param workload its row, with {@code size}
 * @param size label of the row's size
 * @param fork its number in the row, from 0
 * @param variant that was measured
 * @param startedUtc ISO 8601
 * @param seconds that it took, start of the JVM included
 * @param nanosPerCall what one run takes by JMH's clock: one value a cell, so one a layout, each the mean over one of
 *     JMH's iterations
 */
public record IsolatedResult(
        String workload,
        String size,
        int fork,
        String variant,
        String startedUtc,
        double seconds,
        List<Double> nanosPerCall) {

    /** Copies the list. */
    public IsolatedResult {
        nanosPerCall = List.copyOf(nanosPerCall);
        if (nanosPerCall.isEmpty()) {
            throw new IllegalArgumentException("an isolated fork without a time");
        }
    }

    /** The fork's value: the mean over its cells of the log time, so that every layout counts the same. */
    public double logNanos() {
        return nanosPerCall.stream().mapToDouble(Math::log).average().orElseThrow();
    }
}
