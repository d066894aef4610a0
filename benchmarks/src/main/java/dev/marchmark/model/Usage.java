// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * What the system did to the thread during a block, by {@code getrusage(RUSAGE_THREAD)}.
 *
 * @param startNanos of the block, on the monotonic clock
 * @param endNanos of the block
 * @param involuntarySwitches times that the scheduler took the CPU away
 * @param voluntarySwitches times that the thread waited
 * @param minorFaults page faults without input or output
 * @param majorFaults page faults that waited for a device
 * @param firstCpu where the block started
 * @param lastCpu where it ended
 * @param fixedWorkNanos what the shim's fixed work took just before, which shows the CPU's effective frequency
 */
public record Usage(
        long startNanos,
        long endNanos,
        long involuntarySwitches,
        long voluntarySwitches,
        long minorFaults,
        long majorFaults,
        long firstCpu,
        long lastCpu,
        long fixedWorkNanos) {
    /** Values in the order of {@code enum mm_usage}. */
    public static final int FIELDS = 9;

    /**
     * From the shim's array.
     *
     * @throws IllegalArgumentException where there are not {@value #FIELDS} values
     */
    public static Usage of(long[] values) {
        if (values.length != FIELDS) {
            throw new IllegalArgumentException("a block's usage has " + values.length + " values");
        }
        return new Usage(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8]);
    }

    List<Long> values() {
        return List.of(
                startNanos,
                endNanos,
                involuntarySwitches,
                voluntarySwitches,
                minorFaults,
                majorFaults,
                firstCpu,
                lastCpu,
                fixedWorkNanos);
    }
}
