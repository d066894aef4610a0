// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;

/**
 * An inference from B resamples, each of which yields a value that the true mean could have as well.
 *
 * <p>The B values cut the line into B + 1 pieces that hold the truth equally often. So the interval of confidence c leaves
 * out (B + 1)(1 - c)/2 of them, rounded down, at either end, and the p value is twice the share of pieces beyond 0.
 */
final class Resampled implements Inference {
    private final double mean;
    private final double[] ascending;

    /** Of at least two forks; the values in any order. */
    Resampled(double mean, double[] values) {
        this.mean = mean;
        this.ascending = values.clone();
        Arrays.sort(ascending);
    }

    /** Twice the share of one piece. */
    static double smallestPValue(int values) {
        return Math.min(1, 2.0 / (values + 1));
    }

    static void requireCount(int resamples) {
        if (resamples < 1) {
            throw new IllegalArgumentException(resamples + " resamples");
        }
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public Interval interval(double confidence) {
        Require.openProbability("confidence", confidence);
        // 400 * (1 - 0.9) / 2 is 19.999999999999996, and means 20
        int rank = (int) Math.floor((ascending.length + 1) * (1 - confidence) / 2 + 1e-9);
        return rank == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(ascending[rank - 1], ascending[ascending.length - rank], confidence);
    }

    @Override
    public double pValue() {
        long notAbove = Arrays.stream(ascending).filter(value -> value <= 0).count();
        long notBelow = Arrays.stream(ascending).filter(value -> value >= 0).count();
        return Math.min(1, 2.0 * (1 + Math.min(notAbove, notBelow)) / (ascending.length + 1));
    }
}
