// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * What all starts of {@code marchmark calibrate} on one host, by one method, come to.
 *
 * @param starts how many
 * @param truths of each known truth that has a comparison
 */
public record Calibration(CalibrationStart.Method method, int starts, List<Truth> truths) {

    /** Copies the list. */
    public Calibration {
        truths = List.copyOf(truths);
    }

    /**
     * What measuring one known truth came to. Comparisons share no fork.
     *
     * @param comparisons in all
     * @param covered whose 95 % interval holds the truth
     * @param flagged whose 95 % interval excludes no difference
     * @param tables of identical code: one comparison of each workload, by the next forks of all
     * @param flaggedTables in which Holm's adjustment leaves a row at 5 % significant
     * @param mean log ratio over the forks of all comparisons
     * @param low lower end of its 95 % interval
     * @param high its upper end
     * @param medianError median over the comparisons of |log ratio - truth|
     * @param percentile95Error their 95th percentile
     * @param medianHalfWidth median of the half widths of the 95 % intervals, log ratio
     */
    public record Truth(
            Contrast contrast,
            int comparisons,
            int covered,
            int flagged,
            int tables,
            int flaggedTables,
            double mean,
            double low,
            double high,
            double medianError,
            double percentile95Error,
            double medianHalfWidth) {
        /** Refuses more of something than there are of all. */
        public Truth {
            if (Math.max(covered, flagged) > comparisons || flaggedTables > tables) {
                throw new IllegalArgumentException("more was covered or flagged than compared");
            }
        }
    }
}
