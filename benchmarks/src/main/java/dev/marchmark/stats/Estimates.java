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
     * The estimate that has this interval by Student's t over so many forks, n - 1 degrees of freedom.
     *
     * @param interval finite
     * @param forks two or more
     * @throws IllegalArgumentException if there are fewer
     */
    public static Estimate withInterval(Interval interval, int forks) {
        if (forks < 2) {
            throw new IllegalArgumentException("no estimate over " + forks + " forks has a finite interval");
        }
        double mean = (interval.low() + interval.high()) / 2;
        Estimate unit = new Estimate(0, 1, forks - 1, forks);
        double halfWidth = (interval.high() - interval.low()) / 2;
        return new Estimate(mean, halfWidth / unit.quantile(0.5 + interval.confidence() / 2), forks - 1, forks);
    }

    /**
     * By how much an estimate exceeds another one: standard error sqrt(se1^2 + se2^2), degrees of freedom
     * (se1^2 + se2^2)^2 / (se1^4/df1 + se2^4/df2) (Welch 1947, Biometrika 34:28).
     *
     * <p>Takes the two for independent. Where they share what moves both the same way, the true error is smaller. If
     * both standard errors are 0, so is that of the difference, with the sum of their degrees of freedom.
     *
     * @throws IllegalArgumentException if one of them has a count of 0
     */
    public static Estimate difference(Estimate of, Estimate from) {
        if (of.count() == 0 || from.count() == 0) {
            throw new IllegalArgumentException("an estimate without forks differs from nothing");
        }
        double mean = of.mean() - from.mean();
        int count = of.count() + from.count();
        double squared = of.standardError() * of.standardError();
        double other = from.standardError() * from.standardError();
        double variance = squared + other;
        if (Double.isInfinite(variance)) {
            return Estimate.ofUnknownSpread(mean, count);
        }
        double degreesOfFreedom = variance > 0
                ? variance
                        * variance
                        / (squared * squared / of.degreesOfFreedom() + other * other / from.degreesOfFreedom())
                : of.degreesOfFreedom() + from.degreesOfFreedom();
        return new Estimate(mean, Math.sqrt(variance), degreesOfFreedom, count);
    }

    /**
     * The value of each fork: the mean over its cells, so that each layout counts alike.
     *
     * @param cells one array for each fork; not modified
     * @throws IllegalArgumentException if a fork has no cell, or a value is NaN or infinite
     */
    static double[] forkMeans(double[][] cells) {
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
