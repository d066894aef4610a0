// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.ForkModes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a reader must know of a row beside its numbers. */
final class RowWarnings {
    private static final double CONFIDENCE = 0.95;
    private static final double MOST_DISTURBED = 0.3;
    private static final double LARGEST_LEVEL_SHIFT = 0.02;
    private static final double LONG_RUN_NANOS = 1e6;
    private static final int FEWEST_FORKS = 2;
    private static final int FEWEST_IN_A_MODE = 2;

    private final Row row;
    private final Settings settings;
    private final Allowed allowed;
    private final boolean flagged;
    private final List<Warning> warnings = new ArrayList<>();

    RowWarnings(Row row, Settings settings, Allowed allowed, boolean flagged) {
        this.row = row;
        this.settings = settings;
        this.allowed = allowed;
        this.flagged = flagged;
    }

    /**
     * All of them.
     *
     * @param baselineTime log ns of a run
     * @param levelShifts of both sides
     * @param checks of the workload
     * @param sameCode by how much the workload's own copies seem to differ from it, as a log ratio
     */
    List<Warning> of(
            Estimate baselineTime,
            List<Estimate> levelShifts,
            List<Summary.CrossCheck> checks,
            RowSpread spread,
            Precision precision,
            double sameCode) {
        ofForks();
        if (Math.exp(baselineTime.mean()) > LONG_RUN_NANOS) {
            add(Warning.Kind.LONG_SLICES, "one run takes longer than a slice should, so noise weighs more");
        }
        ofOrder(checks);
        if (levelShifts.stream().anyMatch(RowWarnings::isLarge)) {
            add(
                    Warning.Kind.LEVEL_SHIFT,
                    "alternating the variants changes how long they take by more than 2 %; the ratio may hold all"
                            + " the same");
        }
        ofModes();
        ofPrecision(spread, precision);
        if (flagged && Math.abs(allowed.estimate().mean()) <= sameCode) {
            add(
                    Warning.Kind.CONTROL,
                    "a copy of this workload's baseline, the same code, differs from it by as much or more");
        }
        return warnings;
    }

    private void add(Warning.Kind kind, String text) {
        warnings.add(new Warning(kind, text));
    }

    private void ofForks() {
        if (row.disturbedShare() > MOST_DISTURBED) {
            add(
                    Warning.Kind.DISTURBED,
                    Math.round(100 * row.disturbedShare()) + " % of the blocks were interrupted by other processes");
        }
        if (row.forks().size() < settings.forks()) {
            String why = row.finished() < settings.forks() ? "were measured" : "had time for a block of it";
            add(Warning.Kind.FEW_FORKS, "only " + row.forks().size() + " of " + settings.forks() + " forks " + why);
        }
        if (row.hasOneLayout()) {
            add(Warning.Kind.ONE_LAYOUT, "only one code layout was measured: no verdict on differences below 5 %");
        }
    }

    private void ofOrder(List<Summary.CrossCheck> checks) {
        if (row.orderEffect().interval(CONFIDENCE).excludes(0) && allowed.isMovedBy(row.orderEffect())) {
            add(
                    Warning.Kind.ORDER,
                    "which variant runs before seems to change the ratio; table.csv says what was taken off for that, and what"
                            + " the interval has for it");
        }
        String candidate = settings.variants().get(row.side());
        if (checks.stream()
                .anyMatch(check -> check.disagrees() && check.candidate().equals(candidate))) {
            add(
                    Warning.Kind.ORDER_DEPENDENT,
                    "with each variant alone in its forks the ratio is another one, beyond the joint interval: see the"
                            + " cross-check");
        }
    }

    /**
     * Forks in two groups that lie further apart than all that counts as equivalent. A single fork far away is no group, and rows
     * of few forks have them too (METHODOLOGY.md, "The estimator, tried on known truths").
     */
    private void ofModes() {
        double[] logRatios = row.logRatios();
        if (row.contrast() != Contrast.VARIANTS || !Arrays.stream(logRatios).allMatch(Double::isFinite)) {
            return;
        }
        ForkModes.Finding found = ForkModes.of(logRatios.length).find(logRatios);
        double equivalent = 2 * Math.log1p(settings.marginPercent() / 100);
        if (found.isSuspicious() && found.minority() >= FEWEST_IN_A_MODE && found.distance() > equivalent) {
            add(
                    Warning.Kind.FORK_MODES,
                    found.minority() + " of " + logRatios.length + " forks lie "
                            + Math.round(1000 * Math.expm1(found.distance())) / 10.0
                            + " % from the others: processes run at two ratios, and the row is a mean over both");
        }
    }

    private static boolean isLarge(Estimate levelShift) {
        return levelShift.count() >= FEWEST_FORKS
                && Math.abs(Math.expm1(levelShift.mean())) > LARGEST_LEVEL_SHIFT
                && levelShift.interval(CONFIDENCE).excludes(0);
    }

    private void ofPrecision(RowSpread spread, Precision precision) {
        if (flagged && spread.layoutsSpan(allowed.estimate().mean())) {
            add(
                    Warning.Kind.LAYOUTS,
                    "layouts alone span the effect: other pairs of the layouts built differ by more than this");
        }
        Settings.Target target = settings.target();
        if (target != null && row.contrast() == Contrast.VARIANTS && precision.misses(allowed.estimate(), target)) {
            int forks = precision.forksFor(allowed.estimate());
            add(
                    Warning.Kind.TARGET_MISSED,
                    "wider than the target of " + target.halfWidthPercent() + " %: the variance comes mostly from "
                            + spread.mainSource() + ", and it would take about " + forks + " forks");
        }
    }
}
