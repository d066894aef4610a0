// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/** See {@link Estimator#bootstrapT}. */
record BootstrapT(int resamples) implements Estimator {
    BootstrapT {
        Resampled.requireCount(resamples);
    }

    @Override
    public Inference estimate(double[][] cells, RandomGenerator random) {
        double[] forks = Estimates.forkMeans(cells);
        int n = forks.length;
        if (n < 2) {
            return Estimates.tOverForks(forks);
        }
        double mean = StatUtils.mean(forks);
        double standardError = Math.sqrt(StatUtils.variance(forks) / n);
        double[] values = new double[resamples];
        if (standardError == 0) {
            Arrays.fill(values, mean);
            return new Resampled(mean, values);
        }
        for (int b = 0; b < resamples; b++) {
            double[] drawn = new double[n];
            Arrays.setAll(drawn, any -> forks[random.nextInt(n)] - mean);
            values[b] = mean - standardError * t(drawn);
        }
        return new Resampled(mean, values);
    }

    /** One fork drawn n times has no spread: then t is infinite, and so may the interval be. */
    private static double t(double[] drawn) {
        double mean = StatUtils.mean(drawn);
        return mean == 0 ? 0 : mean / Math.sqrt(StatUtils.variance(drawn, mean) / drawn.length);
    }

    @Override
    public double smallestPValue(int forks) {
        return forks < 2 ? 1 : Resampled.smallestPValue(resamples);
    }
}
