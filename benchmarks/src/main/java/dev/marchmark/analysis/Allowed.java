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
 * @param unseen standard deviation of what order may do unseen, log units, which is part of the estimate's error
 */
record Allowed(Estimate estimate, double allowance, double unseen) {
    private static final double CONFIDENCE = 0.95;
    private static final double SHARE_OF_HALF_WIDTH = 1.0 / 3;
    private static final int FEWEST_FORKS = 2;
    private static final double LEAST_SHARE_OF_FORKS = 0.5;

    /** That of a row, as the run's looks and its other rows allow. */
    static Allowed of(Row row, Precision precision, TableOrder table) {
        return of(
                precision.allowing(row.estimate()),
                row.orderEffect(),
                row.precededByOthers(),
                () -> precision.allowing(row.selfPreceded()),
                table);
    }

    /**
     * Most order effects are nothing but noise, and taking them off would make rows twice as wide and more. So the estimate is that
     * over all slices, with what order does unseen to the rows of the table in its error (DECISIONS.md, D139); or that of slices
     * which their own side precedes, where this is narrower, or the effect stands out in the table. A table of few rows can't
     * tell noise from order: there an effect of more than a third of the half width is taken off, whatever its noise (D30). An
     * effect that most forks can't tell is left alone: what they do tell would make the row an average over those few (D80).
     *
     * @param all over all slices
     * @param order the order effect
     * @param share of slices that another side precedes
     * @param selfPreceded over slices that their own side precedes
     */
    static Allowed of(Estimate all, Estimate order, double share, Supplier<Estimate> selfPreceded, TableOrder table) {
        if (order.count() < Math.max(FEWEST_FORKS, LEAST_SHARE_OF_FORKS * all.count())) {
            return new Allowed(all, 0, 0);
        }
        if (table.tells() && !table.standsOut(order)) {
            double unseen = table.unseen(order, share);
            Estimate widened = widened(all, unseen);
            // Only widths are looked at, which tell nothing of the ratio.
            if (halfWidth(widened) <= halfWidth(selfPreceded.get())) {
                return new Allowed(widened, 0, unseen);
            }
        } else if (Math.abs(order.mean()) <= SHARE_OF_HALF_WIDTH * halfWidth(all)) {
            return new Allowed(all, 0, 0);
        }
        Estimate own = selfPreceded.get();
        return new Allowed(own, all.mean() - own.mean(), 0);
    }

    private static Estimate widened(Estimate estimate, double by) {
        return new Estimate(
                estimate.mean(),
                Math.hypot(estimate.standardError(), by),
                estimate.degreesOfFreedom(),
                estimate.count());
    }

    private static double halfWidth(Estimate estimate) {
        Interval interval = estimate.interval(CONFIDENCE);
        return (interval.high() - interval.low()) / 2;
    }

    /**
     * Of a block's slices, the share that another side precedes: of k sides the one in the middle follows itself, as does
     * the first one if the lead-in, drawn among the k, is of it. So k + 1 of 2 k^2 slices follow their own side.
     */
    static double precededByOthers(int sides) {
        return 1 - (sides + 1.0) / (2.0 * sides * sides);
    }

    /** Whether the effect was taken off, or would be in a small table. */
    boolean isMovedBy(Estimate order) {
        return allowance != 0 || Math.abs(order.mean()) > SHARE_OF_HALF_WIDTH * halfWidth(estimate);
    }

    Interval interval(double confidence) {
        return estimate.interval(confidence);
    }

    double pValue() {
        return estimate.pValue();
    }
}
