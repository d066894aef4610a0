// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

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
        for (int b = 0; b < resamples; b++) {
            double sum = 0;
            double sumOfSquares = 0;
            for (int i = 0; i < n; i++) {
                double deviation = forks[random.nextInt(n)] - mean;
                sum += deviation;
                sumOfSquares += deviation * deviation;
            }
            double spread = Math.sqrt(Math.max(0, sumOfSquares - sum * sum / n) / (n - 1) / n);
            // One fork drawn n times has no spread: then t is infinite, and so may the interval be.
            double t = sum == 0 ? 0 : sum / n / spread;
            values[b] = standardError == 0 ? mean : mean - t * standardError;
        }
        return new Resampled(mean, values);
    }

    @Override
    public double smallestPValue(int forks) {
        return forks < 2 ? 1 : Resampled.smallestPValue(resamples);
    }
}
