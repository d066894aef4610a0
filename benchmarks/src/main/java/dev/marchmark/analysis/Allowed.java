// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;

/**
 * A row's estimate with an allowance for what order does to it: every interval's ends move apart by it, and the p value
 * is that of the nearest hypothesis within it.
 *
 * @param allowance log units, 0 or more
 */
record Allowed(Estimate estimate, double allowance) {
    private static final double CONFIDENCE = 0.95;
    private static final double SHARE_OF_HALF_WIDTH = 1.0 / 3;

    /**
     * Allows for the whole effect where it is beyond noise and more than a third of the half width: what is smaller hides
     * in the interval anyway, and what is noise would only be added to noise.
     */
    static Allowed of(Estimate estimate, Estimate order) {
        Interval interval = estimate.interval(CONFIDENCE);
        double halfWidth = (interval.high() - interval.low()) / 2;
        boolean beyondNoise = order.count() > 1 && order.interval(CONFIDENCE).excludes(0);
        double effect = beyondNoise ? Math.abs(order.mean()) : 0;
        return new Allowed(estimate, effect > SHARE_OF_HALF_WIDTH * halfWidth ? effect : 0);
    }

    Interval interval(double confidence) {
        Interval plain = estimate.interval(confidence);
        return new Interval(plain.low() - allowance, plain.high() + allowance, confidence);
    }

    double pValue() {
        double beyond = Math.max(0, Math.abs(estimate.mean()) - allowance);
        return allowance == 0
                ? estimate.pValue()
                : new Estimate(beyond, estimate.standardError(), estimate.degreesOfFreedom(), estimate.count())
                        .pValue();
    }
}
