// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.random.RandomGenerator;

/**
 * A way from the cells of a row to its mean log ratio and the error of that.
 *
 * <p>All take the mean over a fork's cells, then over forks; they differ in the error. Fewer than two forks give an
 * infinite interval and a p value of 1. {@link Simulation} shows how often each is right.
 */
public interface Estimator {
    /**
     * Estimates a row.
     *
     * @param cells one array for each fork, with one log ratio for each cell that it measured, at least one; forks may
     *     differ in length; not modified
     * @param random what is resampled is drawn from it; unused where nothing is
     * @throws IllegalArgumentException if a fork has no cell, or a value is NaN or infinite
     */
    Inference estimate(double[][] cells, RandomGenerator random);

    /** The smallest p value that this can give with so many forks, whatever the data. */
    double smallestPValue(int forks);

    /**
     * Whether any data could make a row significant when all rows of a table are judged together: Holm's first step
     * needs a p value below alpha / rows ({@link Holm}). Where not, the estimator has to be refused: its table could only
     * ever be inconclusive.
     *
     * @param rows of the table, 1 or more
     * @param alpha level of the table, usually 0.05
     */
    default boolean canConfirm(int forks, int rows, double alpha) {
        return smallestPValue(forks) * rows < alpha;
    }

    /** Student's t over forks, as {@link Estimates#tOverForks}; what the project's tables use. */
    static Estimator tOverForks() {
        return new TOverForks();
    }

    /**
     * The studentised bootstrap over forks (Efron 1979; Hall 1988, Annals of Statistics 16:927): t is not looked up but
     * taken from samples of as many forks drawn with replacement.
     *
     * @param resamples 1 or more, best one below a round number: 399
     */
    static Estimator bootstrapT(int resamples) {
        return new BootstrapT(resamples);
    }

    /**
     * The percentile bootstrap that draws forks with replacement and then, in each, cells (Davison and Hinkley 1997,
     * Bootstrap Methods, section 3.8).
     *
     * <p>It takes the cells for a sample of more of their kind, while a fork here goes through all layouts built: so its
     * claim is wider. It counts what varies between cells twice, and knows nothing of t's correction for few forks.
     *
     * @param resamples 1 or more
     */
    static Estimator hierarchicalBootstrap(int resamples) {
        return new HierarchicalBootstrap(resamples);
    }

    /**
     * The sign-flip test over forks (Fisher 1935, The Design of Experiments, section 21), and the interval of all values
     * that it does not refuse. Exact for forks of any distribution that is symmetric about the truth.
     *
     * @param flips how many are drawn, 1 or more; where no more are possible, all are tried and nothing is drawn
     */
    static Estimator signFlip(int flips) {
        return new SignFlip(flips);
    }
}
