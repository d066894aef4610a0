// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Location and spread of a sample of any order and unit. No argument is modified.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a NaN or infinite value and, but for
 * {@link #standardDeviation}, for an empty sample.
 */
public final class Descriptive {
    /** Makes the median absolute deviation of normal data estimate their standard deviation: 1 / Phi^-1(3/4) = 1.4826. */
    private static final double MAD_TO_SD = 1 / new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.75);

    private Descriptive() {}

    /** The middle value, or the mean of the middle two. */
    public static double median(double[] values) {
        return quantileType7(values, 0.5);
    }

    /**
     * Mean of what is left when floor(share * n) of the n values are cut off at either end (Tukey and McLaughlin 1963,
     * Sankhya A 25:331).
     *
     * @param share of the values to cut at each end, from 0 to below 0.5
     * @throws IllegalArgumentException also if the share is out of range
     */
    static double trimmedMean(double[] values, double share) {
        if (!(share >= 0 && share < 0.5)) {
            throw new IllegalArgumentException("share is " + share + ", not at least 0 and below 0.5");
        }
        requireSample(values);
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        // 0.2 * 15 is 3.0000000000000004, and 0.29 * 100 is 28.999999999999996
        int cut = (int) Math.floor(share * values.length + 1e-9);
        return StatUtils.mean(ascending, cut, values.length - 2 * cut);
    }

    /**
     * Sample quantile of type 7, the default of R and NumPy: linear between the order statistics, the k-th of n at
     * probability (k - 1)/(n - 1) (Hyndman and Fan 1996, The American Statistician 50:361).
     *
     * @param probability from 0 (smallest value) to 1 (largest value)
     * @throws IllegalArgumentException also if the probability is out of range
     */
    public static double quantileType7(double[] values, double probability) {
        Require.probability("probability", probability);
        requireSample(values);
        if (probability == 0) {
            return StatUtils.min(values); // Percentile does not take 0
        }
        return new Percentile()
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(values, 100 * probability);
    }

    /**
     * Standard deviation estimated from the median absolute deviation from the median, which half of the values may
     * spoil (Rousseeuw and Croux 1993, JASA 88:1273).
     */
    public static double madStandardDeviation(double[] values) {
        double median = median(values);
        double[] deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - median);
        }
        return MAD_TO_SD * median(deviations);
    }

    /** Standard deviation with divisor n - 1; NaN for fewer than two values, a state that an interrupted run reaches. */
    public static double standardDeviation(double[] values) {
        Require.finite(values);
        return values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values));
    }

    private static void requireSample(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an empty sample has no quantile");
        }
        Require.finite(values);
    }
}
