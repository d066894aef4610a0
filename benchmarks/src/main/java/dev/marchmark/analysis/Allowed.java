// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;

/**
 * A row's estimate with allowance for what order does to it (METHODOLOGY.md, "Order").
 *
 * @param estimate that all numbers of the row come from
 * @param allowance by how much its mean lies below that of all slices, log units; 0 where order is left alone
 */
record Allowed(Estimate estimate, double allowance) {
    private static final double CONFIDENCE = 0.95;
    private static final double SHARE_OF_HALF_WIDTH = 1.0 / 3;
    private static final int FEWEST_FORKS = 2;

    /**
     * Where the row's order effect is more than a third of its half width, the estimate is that of slices which their own
     * side precedes: what is smaller hides in the interval anyway. Noise in the effect is no reason to leave it alone, as
     * an effect as large as the half width is often not beyond its own noise (DECISIONS.md, D30).
     */
    static Allowed of(Row row) {
        Estimate all = row.estimate();
        Estimate order = row.orderEffect();
        Interval interval = all.interval(CONFIDENCE);
        double halfWidth = (interval.high() - interval.low()) / 2;
        if (order.count() < FEWEST_FORKS || Math.abs(order.mean()) <= SHARE_OF_HALF_WIDTH * halfWidth) {
            return new Allowed(all, 0);
        }
        Estimate selfPreceded = row.selfPreceded();
        return new Allowed(selfPreceded, all.mean() - selfPreceded.mean());
    }

    Interval interval(double confidence) {
        return estimate.interval(confidence);
    }

    double pValue() {
        return estimate.pValue();
    }
}
