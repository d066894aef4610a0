// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.Proportion;
import java.util.ArrayList;
import java.util.List;

/**
 * What measuring a known truth came to.
 *
 * @param contrast what was measured
 * @param truth the true log ratio
 * @param comparisons how many, sharing no fork
 * @param covered whose 95 % interval holds the truth
 * @param flagged whose 95 % interval excludes no difference
 * @param allForks the mean log ratio over the forks of all comparisons
 * @param medianError median over the comparisons of |log ratio - truth|
 * @param percentile95Error their 95th percentile
 * @param medianHalfWidth median of the half widths of the 95 % intervals, log ratio
 */
public record Calibration(
        Contrast contrast,
        double truth,
        int comparisons,
        Proportion covered,
        Proportion flagged,
        Estimate allForks,
        double medianError,
        double percentile95Error,
        double medianHalfWidth) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Analyses forks in disjoint comparisons of {@code forksEach}, in their order; what is left over counts for
     * {@code allForks} only.
     *
     * @param rows the forks of each workload
     * @throws IllegalArgumentException where there is not one whole comparison
     */
    public static Calibration of(Contrast contrast, List<List<ForkResult>> rows, int forksEach) {
        double truth = contrast == Contrast.SCALED ? Math.log(1.01) : 0;
        List<Allowed> estimates = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (List<ForkResult> forks : rows) {
            Row row = Row.of(contrast, 1, forks);
            for (double logRatio : row.logRatios()) {
                all.add(logRatio);
            }
            for (int from = 0; from + forksEach <= row.forks().size(); from += forksEach) {
                Row comparison = Row.of(contrast, 1, row.forks().subList(from, from + forksEach));
                // As in a table, or its error rates would not be those of tables.
                estimates.add(Allowed.of(comparison));
            }
        }
        if (estimates.isEmpty()) {
            throw new IllegalArgumentException("not one comparison of " + forksEach + " forks");
        }
        int covered = 0;
        int flagged = 0;
        double[] errors = new double[estimates.size()];
        double[] halfWidths = new double[estimates.size()];
        for (int i = 0; i < errors.length; i++) {
            Interval interval = estimates.get(i).interval(CONFIDENCE);
            covered += interval.contains(truth) ? 1 : 0;
            flagged += interval.excludes(0) ? 1 : 0;
            errors[i] = Math.abs(estimates.get(i).estimate().mean() - truth);
            halfWidths[i] = (interval.high() - interval.low()) / 2;
        }
        return new Calibration(
                contrast,
                truth,
                errors.length,
                new Proportion(covered, errors.length),
                new Proportion(flagged, errors.length),
                Estimates.tOverForks(
                        all.stream().mapToDouble(Double::doubleValue).toArray()),
                Descriptive.median(errors),
                Descriptive.quantileType7(errors, 0.95),
                Descriptive.median(halfWidths));
    }
}
