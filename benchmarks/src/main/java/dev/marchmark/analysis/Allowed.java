// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import java.util.function.Supplier;

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
    private static final double LEAST_SHARE_OF_FORKS = 0.5;

    /** That of a row, as the run's looks allow. */
    static Allowed of(Row row, Precision precision) {
        return of(precision.allowing(row.estimate()), row.orderEffect(), () -> precision.allowing(row.selfPreceded()));
    }

    /**
     * Where the row's order effect is more than a third of its half width, the estimate is that of slices which their own
     * side precedes: what is smaller hides in the interval anyway. Noise in the effect is no reason to leave it alone, as
     * an effect as large as the half width is often not beyond its own noise (DECISIONS.md, D30). An effect that most forks
     * can't tell is left alone: what they do tell would make the row an average over those few (D80).
     */
    static Allowed of(Estimate all, Estimate order, Supplier<Estimate> selfPreceded) {
        Interval interval = all.interval(CONFIDENCE);
        double halfWidth = (interval.high() - interval.low()) / 2;
        if (order.count() < Math.max(FEWEST_FORKS, LEAST_SHARE_OF_FORKS * all.count())
                || Math.abs(order.mean()) <= SHARE_OF_HALF_WIDTH * halfWidth) {
            return new Allowed(all, 0);
        }
        Estimate estimate = selfPreceded.get();
        return new Allowed(estimate, all.mean() - estimate.mean());
    }

    /**
     * Of a block's slices, the share that another side precedes: of k sides the one in the middle follows itself, as does
     * the first one if the lead-in, drawn among the k, is of it. So k + 1 of 2 k^2 slices follow their own side.
     */
    static double precededByOthers(int sides) {
        return 1 - (sides + 1.0) / (2.0 * sides * sides);
    }

    Interval interval(double confidence) {
        return estimate.interval(confidence);
    }

    double pValue() {
        return estimate.pValue();
    }
}
