// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import org.apache.commons.math3.stat.StatUtils;

/** From what the forks of one row measured to an estimate. */
public final class Estimates {
    private Estimates() {}

    /**
     * Mean over forks, its error by Student's t (Student 1908, Biometrika 6:1): standard error s/sqrtn, n - 1 degrees of
     * freedom.
     *
     * <p>Assumes that forks are independent and alike, and that their mean is about normal. It says nothing about modes
     * that no fork has shown.
     *
     * <p>No fork gives a mean of NaN; no fork or one gives an infinite standard error; equal values, at least two, give
     * exactly 0.
     *
     * @param forkLogRatios one value for each fork, for example the median of its block log ratios; natural logarithms;
     *     not modified
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public static Estimate tOverForks(double[] forkLogRatios) {
        Require.finite(forkLogRatios);
        int n = forkLogRatios.length;
        if (n == 0) {
            return Estimate.ofUnknownSpread(Double.NaN, 0);
        }
        if (n == 1) {
            return Estimate.ofUnknownSpread(forkLogRatios[0], 1);
        }
        double standardError = Math.sqrt(StatUtils.variance(forkLogRatios) / n);
        return new Estimate(StatUtils.mean(forkLogRatios), standardError, n - 1, n);
    }

    /**
     * The value of each fork: the mean over its cells, so that each layout counts alike.
     *
     * @param cells one array for each fork; not modified
     * @throws IllegalArgumentException if a fork has no cell, or a value is NaN or infinite
     */
    public static double[] forkMeans(double[][] cells) {
        double[] means = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].length == 0) {
                throw new IllegalArgumentException("fork " + i + " has no cell");
            }
            Require.finite(cells[i]);
            means[i] = StatUtils.mean(cells[i]);
        }
        return means;
    }
}
