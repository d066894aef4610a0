// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * See {@link Estimator#signFlip}.
 *
 * <p>Flipping the signs of some deviations from a supposed truth makes their sum no smaller just where the mean of the
 * flipped forks is at most that truth. So the means of subsets of the forks are where the test's answer changes, and an
 * interval between two of them is the test's inversion (Hartigan 1969, JASA 64:1303, "typical values").
 */
record SignFlip(int flips) implements Estimator {
    SignFlip {
        Resampled.requireCount(flips);
    }

    @Override
    public Inference estimate(double[][] cells, RandomGenerator random) {
        double[] forks = Estimates.forkMeans(cells);
        if (forks.length < 2) {
            return Estimates.tOverForks(forks);
        }
        double[] values = new double[subsets(forks.length)];
        boolean all = isExhaustive(forks.length);
        for (int b = 0; b < values.length; b++) {
            values[b] = all ? meanOfSubset(forks, b + 1) : meanOfAnySubset(forks, random);
        }
        return new Resampled(StatUtils.mean(forks), values);
    }

    @Override
    public double smallestPValue(int forks) {
        return forks < 2 ? 1 : Resampled.smallestPValue(subsets(forks));
    }

    private int subsets(int forks) {
        return isExhaustive(forks) ? (1 << forks) - 1 : flips;
    }

    private boolean isExhaustive(int forks) {
        return forks < Integer.SIZE - 1 && (1 << forks) - 1 <= flips;
    }

    private static double meanOfSubset(double[] forks, int members) {
        double sum = 0;
        for (int i = 0; i < forks.length; i++) {
            if ((members >> i & 1) == 1) {
                sum += forks[i];
            }
        }
        return sum / Integer.bitCount(members);
    }

    private static double meanOfAnySubset(double[] forks, RandomGenerator random) {
        double sum = 0;
        int count = 0;
        while (count == 0) {
            for (double fork : forks) {
                if (random.nextBoolean()) {
                    sum += fork;
                    count++;
                }
            }
        }
        return sum / count;
    }
}
