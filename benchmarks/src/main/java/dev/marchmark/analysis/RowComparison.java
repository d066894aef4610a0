// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Workload;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.DetectableEffect;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the forks of one row to its line in the table. */
final class RowComparison {
    private static final double CONFIDENCE = 0.95;
    // Two one-sided tests at 5 % accept equivalence just when this interval lies within the margin (Schuirmann 1987).
    private static final double EQUIVALENCE_CONFIDENCE = 0.90;
    private static final double ALPHA = 1 - CONFIDENCE;
    private static final double POWER = 0.8;
    private static final int FEWEST_FORKS = 2;
    // Identical code moved by up to 1 KiB ran up to 23 % differently; below this, placement alone may be the cause.
    private static final double ONE_LAYOUT_EFFECT = Math.log(1.05);

    private final Run.WorkloadFacts workload;
    private final Row row;
    private final Row aligned;
    private final Settings settings;
    private final Precision precision;
    private final TableOrder order;
    private final Allowed allowed;
    private final boolean flagged;

    /**
     * @param row of which {@link #isEnough} there is
     * @param aligned the same row with all buffers aligned; without forks where that was not measured
     * @param order what order does to the rows of the table
     */
    RowComparison(
            Run.WorkloadFacts workload,
            Row row,
            Row aligned,
            Settings settings,
            Precision precision,
            TableOrder order) {
        this.workload = workload;
        this.row = row;
        this.aligned = aligned;
        this.settings = settings;
        this.precision = precision;
        this.order = order;
        this.allowed = Allowed.of(row, precision, order);
        this.flagged = allowed.interval(CONFIDENCE).excludes(0);
    }

    /**
     * A fork of a busy host may have had time for blocks of a control but for none of the variants, which times come from.
     */
    static boolean isEnough(Row row) {
        return row.forks().size() >= FEWEST_FORKS && row.logTime(0).count() >= FEWEST_FORKS;
    }

    /** The id of its workload. */
    String workload() {
        return workload.id();
    }

    /** That all numbers of the row come from. */
    Estimate estimate() {
        return allowed.estimate();
    }

    /** Of no difference, not adjusted. */
    double pValue() {
        return allowed.pValue();
    }

    /**
     * The row's line.
     *
     * @param family how many rows of variants the table has
     * @param checks of the workload's cross-checks, if any
     * @param sameCode by how much the workload's own copies seem to differ from it, as a log ratio; 0 of a control
     * @param holm the p value, adjusted for all rows of the table
     * @param falseDiscovery the same by Benjamini and Hochberg
     */
    Comparison of(long family, List<Summary.CrossCheck> checks, double sameCode, double holm, double falseDiscovery) {
        boolean control = row.contrast() != Contrast.VARIANTS;
        int candidate = control ? 0 : row.side();
        Interval ratio = allowed.interval(CONFIDENCE).toRatio();
        // Bonferroni: simple, valid under any dependence, and hardly wider than Holm's best at these sizes.
        Interval simultaneous =
                allowed.interval(1 - ALPHA / Math.max(1, family)).toRatio();
        Estimate unfiltered = precision.allowing(row.unfiltered());
        Interval unfilteredRatio = unfiltered.interval(CONFIDENCE).toRatio();
        Estimate baselineTime = row.logTime(0);
        List<Estimate> levelShifts = List.of(row.levelShift(0), row.levelShift(candidate));
        RowSpread spread = RowSpread.of(row);
        RowWarnings warnings = new RowWarnings(row, settings, allowed, flagged);
        return new Comparison(
                workload.id(),
                Workload.group(workload.id()),
                settings.size(),
                row.contrast(),
                settings.variants().get(0),
                settings.variants().get(candidate),
                row.forks().size(),
                Math.exp(estimate().mean()),
                ratio.low(),
                ratio.high(),
                simultaneous.boundsRatio() ? simultaneous.low() : null,
                simultaneous.boundsRatio() ? simultaneous.high() : null,
                pValue(),
                holm,
                falseDiscovery,
                flagged,
                verdict(),
                Descriptive.standardDeviation(row.logRatios()),
                Math.exp(DetectableEffect.of(estimate(), ALPHA, POWER)),
                Math.exp(baselineTime.mean()),
                Math.exp(row.logTime(candidate).mean()),
                Math.expm1(baselineTime.interval(CONFIDENCE).high() - baselineTime.mean()),
                workload.work(),
                workload.unit(),
                row.blocks(),
                row.dropped(),
                shift(levelShifts.get(0)),
                shift(levelShifts.get(1)),
                order(),
                new Comparison.Unfiltered(Math.exp(unfiltered.mean()), unfilteredRatio.low(), unfilteredRatio.high()),
                spread.stored(precision, allowed),
                control ? null : precision.looks(row.forks(), row.side()),
                alignedBuffers(),
                warnings.of(baselineTime, levelShifts, checks, spread, precision, sameCode));
    }

    private Comparison.@Nullable Order order() {
        Estimate effect = row.orderEffect();
        if (effect.count() < FEWEST_FORKS) {
            return null;
        }
        Interval interval = effect.interval(CONFIDENCE);
        return new Comparison.Order(
                Math.expm1(effect.mean()),
                Math.expm1(interval.low()),
                Math.expm1(interval.high()),
                allowed.allowance(),
                allowed.unseen());
    }

    private Comparison.@Nullable Aligned alignedBuffers() {
        if (aligned.forks().size() < FEWEST_FORKS) {
            return null;
        }
        Allowed ofAligned = Allowed.of(aligned, precision, order);
        Interval interval = ofAligned.interval(CONFIDENCE);
        return new Comparison.Aligned(
                aligned.forks().size(),
                Math.exp(ofAligned.estimate().mean()),
                interval.toRatio().low(),
                interval.toRatio().high(),
                interval.excludes(0));
    }

    private static double shift(Estimate estimate) {
        return estimate.count() == 0 ? 0 : Math.expm1(estimate.mean());
    }

    private Verdict verdict() {
        double logRatio = estimate().mean();
        if (row.hasOneLayout() && Math.abs(logRatio) < ONE_LAYOUT_EFFECT) {
            return Verdict.INCONCLUSIVE;
        }
        if (allowed.interval(EQUIVALENCE_CONFIDENCE).insideOf(Math.log1p(settings.marginPercent() / 100))) {
            return Verdict.EQUIVALENT;
        }
        if (!flagged) {
            return Verdict.INCONCLUSIVE;
        }
        return logRatio > 0 ? Verdict.FASTER : Verdict.SLOWER;
    }
}
