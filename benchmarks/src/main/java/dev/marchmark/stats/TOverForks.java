// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.random.RandomGenerator;

/** See {@link Estimator#tOverForks}. */
record TOverForks() implements Estimator {
    @Override
    public Inference estimate(double[][] cells, RandomGenerator random) {
        return Estimates.tOverForks(Estimates.forkMeans(cells));
    }

    @Override
    public double smallestPValue(int forks) {
        return forks < 2 ? 1 : 0;
    }
}
