// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * How often something happened: k of n independent trials.
 *
 * @param successes k, from 0 to n
 * @param trials n, 0 or more
 */
public record Proportion(int successes, int trials) {
    /** @throws IllegalArgumentException unless 0 <= k <= n */
    public Proportion {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials);
        }
    }

    /** k/n, from 0 to 1; NaN if there was no trial. */
    public double value() {
        return (double) successes / trials;
    }

    /**
     * The exact interval of the underlying probability (Clopper and Pearson 1934, Biometrika 26:404), by quantiles of
     * the beta distribution. It covers with at least the confidence named, often with more. From 0 to 1 if there was no
     * trial.
     *
     * @param confidence two-sided, strictly between 0 and 1; for a one-sided bound at 95 % take an end at 0.9
     * @throws IllegalArgumentException if the confidence is out of range
     */
    public Interval interval(double confidence) {
        Require.openProbability("confidence", confidence);
        double tail = (1 - confidence) / 2;
        int failures = trials - successes;
        double low = successes == 0 ? 0 : betaQuantile(successes, failures + 1.0, tail);
        double high = failures == 0 ? 1 : betaQuantile(successes + 1.0, failures, 1 - tail);
        return new Interval(low, high, confidence);
    }

    private static double betaQuantile(double alpha, double beta, double probability) {
        return new BetaDistribution(null, alpha, beta, 1e-12).inverseCumulativeProbability(probability);
    }
}
