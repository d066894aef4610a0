// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Quantiles of Student's t. Each row of a table asks for the same few, and to find one takes as long as all else that is
 * computed of a row, so those of rows are kept.
 */
final class StudentQuantiles {
    // Those that come back have whole degrees of freedom, of as many forks as rows have. Others (by Welch or
    // Satterthwaite, or of a search for a number of forks) hardly come twice.
    private static final double MOST_KEPT = 1000;
    private static final Map<Key, Double> KEPT = new ConcurrentHashMap<>();

    private record Key(double degreesOfFreedom, double probability) {}

    private StudentQuantiles() {}

    /**
     * The quantile.
     *
     * @param degreesOfFreedom above 0
     * @param probability strictly between 0 and 1
     */
    static double of(double degreesOfFreedom, double probability) {
        boolean kept = degreesOfFreedom <= MOST_KEPT && degreesOfFreedom == Math.rint(degreesOfFreedom);
        return kept
                ? KEPT.computeIfAbsent(new Key(degreesOfFreedom, probability), StudentQuantiles::find)
                : find(new Key(degreesOfFreedom, probability));
    }

    private static double find(Key of) {
        return distribution(of.degreesOfFreedom()).inverseCumulativeProbability(of.probability());
    }

    /** The distribution. */
    static TDistribution distribution(double degreesOfFreedom) {
        // No generator, because nothing is drawn and seeding one costs more than the answer; 1e-12 instead of the
        // default 1e-9 as accuracy of the inverse, so that another implementation can agree to 1e-9.
        return new TDistribution(null, degreesOfFreedom, 1e-12);
    }
}
