// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run comes to.
 *
 * @param comparisons of variants, by workload and candidate
 * @param means geometric means by candidate, over each group and over all
 * @param controls what each control came to
 * @param controlRows the rows of copies, in the order of the comparisons
 * @param warnings about the run as a whole
 * @param crossChecks rows whose variants were measured alone, too; results of earlier versions have none
 */
public record Summary(
        List<Comparison> comparisons,
        List<Mean> means,
        List<Control> controls,
        List<Comparison> controlRows,
        List<Warning> warnings,
        List<CrossCheck> crossChecks) {

    /** Copies the lists. */
    public Summary {
        comparisons = List.copyOf(comparisons);
        means = List.copyOf(means);
        controls = List.copyOf(controls);
        controlRows = List.copyOf(controlRows);
        warnings = List.copyOf(warnings);
        crossChecks = crossChecks == null ? List.of() : List.copyOf(crossChecks);
    }

    /** The rows of one candidate. */
    public List<Comparison> comparisons(String candidate) {
        return comparisons.stream()
                .filter(row -> row.candidate().equals(candidate))
                .toList();
    }

    /** The same with warnings put before its own. */
    public Summary withWarnings(List<Warning> first) {
        List<Warning> all = new ArrayList<>(first);
        all.addAll(warnings);
        return new Summary(comparisons, means, controls, controlRows, all, crossChecks);
    }

    /**
     * A geometric mean of speed-ups over the workloads of this run, which are no random sample of anything.
     *
     * @param group the group's path, or empty for all
     * @param rows that it is the mean of
     * @param low lower end of its 95 % interval
     * @param high upper end
     */
    public record Mean(String group, String candidate, int rows, double speedup, double low, double high) {}

    /**
     * How often, and by how much, a control's rows seemed to differ though they run the same code.
     *
     * @param contrast of its rows; of {@link Contrast#VARIANTS} those whose machine code is the baseline's
     * @param candidate the variant that the baseline is compared with in these; null where it is the baseline itself
     * @param rows in all
     * @param flagged rows whose 95 % interval excludes 1
     * @param medianDifference median of |speed-up - 1|
     * @param percentile95 95th percentile of |speed-up - 1|
     * @param medianDetectable median over the rows of the smallest speed-up minus 1 that they would flag with
     *     probability 0.8
     */
    public record Control(
            Contrast contrast,
            @Nullable String candidate,
            int rows,
            int flagged,
            double medianDifference,
            double percentile95,
            double medianDetectable) {}

    /**
     * A row whose variants were also measured alone, one a fork, by JMH's own clock.
     *
     * @param pairs of forks: the baseline's and the candidate's of the same number
     * @param speedup alone: exp of the mean over the pairs of log(time(baseline) / time(candidate))
     * @param low lower end of its 95 % interval over the pairs
     * @param high upper end
     * @param paired the row's own speed-up
     * @param difference {@code speedup / paired - 1}
     * @param differenceLow lower end of its 95 % interval, in which the errors of both enter (Welch)
     * @param differenceHigh upper end
     * @param pValue of no difference
     * @param holmPValue the same, adjusted for all rows that were cross-checked
     * @param detectable the smallest difference that a row like this one tells with probability 0.8, though it is one of
     *     so many
     */
    public record CrossCheck(
            String workload,
            String candidate,
            int pairs,
            double speedup,
            double low,
            double high,
            double paired,
            double difference,
            double differenceLow,
            double differenceHigh,
            double pValue,
            double holmPValue,
            double detectable) {

        /** Whether both ways of measuring disagree beyond the joint interval, all cross-checked rows judged together. */
        public boolean disagrees() {
            return holmPValue < 0.05;
        }

        /** The same row with its p-value adjusted for all that were cross-checked. */
        public CrossCheck withHolmPValue(double adjusted) {
            return new CrossCheck(
                    workload,
                    candidate,
                    pairs,
                    speedup,
                    low,
                    high,
                    paired,
                    difference,
                    differenceLow,
                    differenceHigh,
                    pValue,
                    adjusted,
                    detectable);
        }
    }
}
