// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/** The smallest true effect that a comparison of this precision could be relied on to show. */
public final class DetectableEffect {
    private DetectableEffect() {}

    /**
     * The absolute true log ratio at which the interval of confidence 1 - alpha excludes 0 with the given probability:
     * (t(1 - alpha/2) + t(power)) * standard error (Bloom 1995, Evaluation Review 19:547).
     *
     * <p>Bloom's sum stands in for the quantile of the noncentral t distribution. At alpha = 0.05 and power 0.8 the effect
     * that it names is really seen with probability 0.80 from 10 forks up, 0.79 with 5 and 0.77 with 3. It takes the
     * observed standard error as the true one.
     *
     * @param estimate of which only the standard error and the degrees of freedom count
     * @param alpha two-sided level, strictly between 0 and 1, usually 0.05
     * @param power at least 0.5 and below 1, usually 0.8
     * @return 0 or more; infinite where the spread is not known
     * @throws IllegalArgumentException if alpha or power is out of range
     */
    public static double of(Estimate estimate, double alpha, double power) {
        Require.openProbability("alpha", alpha);
        if (!(power >= 0.5 && power < 1)) {
            throw new IllegalArgumentException("power is " + power + ", not at least 0.5 and below 1");
        }
        if (estimate.degreesOfFreedom() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return (estimate.quantile(1 - alpha / 2) + estimate.quantile(power)) * estimate.standardError();
    }
}
