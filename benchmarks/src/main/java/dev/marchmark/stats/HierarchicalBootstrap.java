// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/** See {@link Estimator#hierarchicalBootstrap}. */
record HierarchicalBootstrap(int resamples) implements Estimator {
    HierarchicalBootstrap {
        Resampled.requireCount(resamples);
    }

    @Override
    public Inference estimate(double[][] cells, RandomGenerator random) {
        double[] forks = Estimates.forkMeans(cells);
        if (forks.length < 2) {
            return Estimates.tOverForks(forks);
        }
        double[] values = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            double sum = 0;
            for (int i = 0; i < cells.length; i++) {
                double[] fork = cells[random.nextInt(cells.length)];
                double sumOfCells = 0;
                for (int c = 0; c < fork.length; c++) {
                    sumOfCells += fork[random.nextInt(fork.length)];
                }
                sum += sumOfCells / fork.length;
            }
            values[b] = sum / cells.length;
        }
        return new Resampled(StatUtils.mean(forks), values);
    }

    @Override
    public double smallestPValue(int forks) {
        return forks < 2 ? 1 : Resampled.smallestPValue(resamples);
    }
}
