// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/**
 * An estimated mean log ratio whose error follows Student's t distribution.
 *
 * <p>Where the spread cannot be known (no fork, or one), the standard error is infinite and the degrees of freedom are
 * 0: every interval is then infinite and the p value 1, so that a run which was cut short needs no special case. Where
 * all values are equal, the standard error is 0 and the interval is the single point.
 *
 * @param mean natural logarithm of a ratio, finite; NaN if and only if {@code count} is 0
 * @param standardError of the mean, same units, 0 or more; infinite if and only if {@code degreesOfFreedom} is 0
 * @param degreesOfFreedom of the standard error, 0 or more and finite, not always whole
 * @param count forks behind the mean, over all rows that went into it
 */
public record Estimate(double mean, double standardError, double degreesOfFreedom, int count) implements Inference {
    /** @throws IllegalArgumentException if a component breaks what is said of it above */
    public Estimate {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count);
        }
        if (count == 0 ? !Double.isNaN(mean) : !Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean of " + count + " forks is " + mean);
        }
        if (!(standardError >= 0)) {
            throw new IllegalArgumentException("standard error is " + standardError);
        }
        if (!(degreesOfFreedom >= 0 && Double.isFinite(degreesOfFreedom))) {
            throw new IllegalArgumentException("degrees of freedom are " + degreesOfFreedom);
        }
        if (Double.isInfinite(standardError) != (degreesOfFreedom == 0)) {
            throw new IllegalArgumentException(
                    "standard error " + standardError + " with " + degreesOfFreedom + " degrees of freedom");
        }
    }

    /** The estimate whose spread is not known. */
    static Estimate ofUnknownSpread(double mean, int count) {
        return new Estimate(mean, Double.POSITIVE_INFINITY, 0, count);
    }

    /**
     * The two-sided interval {@code mean +- t * standardError} (Student 1908, Biometrika 6:1).
     *
     * @param confidence strictly between 0 and 1, 0.95 for 95 %
     * @throws IllegalArgumentException if the confidence is out of range
     */
    @Override
    public Interval interval(double confidence) {
        Require.openProbability("confidence", confidence);
        if (degreesOfFreedom == 0) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence);
        }
        double halfWidth = quantile(0.5 + confidence / 2) * standardError;
        return new Interval(mean - halfWidth, mean + halfWidth, confidence);
    }

    /**
     * Two-sided p value of the hypothesis that the true mean log ratio is 0, from the same t statistic as
     * {@link #interval}: below 1 - c exactly where the interval of confidence c excludes 0.
     *
     * <p>With a standard error of 0 it is 0, or 1 if the mean is 0.
     */
    @Override
    public double pValue() {
        if (degreesOfFreedom == 0 || mean == 0) {
            return 1;
        }
        // The lower tail, because 1 - (a probability near 1) would lose a small p value.
        return 2
                * StudentQuantiles.distribution(degreesOfFreedom)
                        .cumulativeProbability(-Math.abs(mean) / standardError);
    }

    /** Quantile of the t distribution with this estimate's degrees of freedom, which must be above 0. */
    double quantile(double probability) {
        return StudentQuantiles.of(degreesOfFreedom, probability);
    }
}
