// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import dev.marchmark.stats.BenjaminiHochberg;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.DetectableEffect;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the forks of a run to its table (METHODOLOGY.md, "From blocks to a verdict"). */
public final class Analysis {
    private static final double CONFIDENCE = 0.95;
    // Two one-sided tests at 5 % accept equivalence just when this interval lies within the margin (Schuirmann 1987).
    private static final double EQUIVALENCE_CONFIDENCE = 0.90;
    private static final double ALPHA = 1 - CONFIDENCE;
    private static final double POWER = 0.8;
    private static final double MOST_DISTURBED = 0.3;
    private static final double LARGEST_LEVEL_SHIFT = 0.02;
    private static final double LONG_RUN_NANOS = 1e6;
    private static final int FEWEST_FORKS = 2;
    // Identical code moved by up to 1 KiB ran up to 23 % differently; below this, placement alone may be the cause.
    private static final double ONE_LAYOUT_EFFECT = Math.log(1.05);

    private Analysis() {}

    /**
     * The summary of what was measured so far. A workload with fewer than two forks that measured the contrast has no
     * row, and neither has one of which fewer than two know the baseline's time.
     *
     * @param settings of the run
     * @param workloads of the run, in the table's order
     * @param code what is known of each row's machine code
     * @param forks finished, of all workloads
     * @param isolated forks of the cross-check, of all workloads
     */
    public static Summary summarise(
            Settings settings,
            List<Run.WorkloadFacts> workloads,
            List<Run.Code> code,
            List<ForkResult> forks,
            List<IsolatedResult> isolated) {
        List<Summary.CrossCheck> crossChecks = new CrossChecks(settings, forks, isolated).rows();
        Map<String, List<Summary.CrossCheck>> checks =
                crossChecks.stream().collect(Collectors.groupingBy(Summary.CrossCheck::workload));
        List<Comparison> comparisons = new ArrayList<>();
        List<Comparison> controls = new ArrayList<>();
        Map<String, List<Estimate>> byGroup = new LinkedHashMap<>();
        List<Summary.Mean> means = new ArrayList<>();

        Map<String, List<ForkResult>> drawnForks = ForkResult.byWorkload(forks, false);
        Map<String, List<ForkResult>> alignedForks = ForkResult.byWorkload(forks, true);
        Precision precision = new Precision(settings);
        int candidates = settings.variants().size() - 1;
        long family = (long) candidates * workloads.size();
        for (Contrast contrast : List.of(Contrast.COPY, Contrast.RELINKED)) {
            for (Run.WorkloadFacts workload : workloads) {
                Row row = Row.of(contrast, 1, drawnForks.getOrDefault(workload.id(), List.of()));
                if (isEnough(row)) {
                    Row none = Row.of(contrast, 1, List.of());
                    controls.add(compare(row, none, workload, settings, precision, family, List.of(), 0));
                }
            }
        }
        Map<String, Double> ofSameCode = Controls.largestDifferences(controls);
        for (int side = 1; side <= candidates; side++) {
            byGroup.clear();
            List<Estimate> all = new ArrayList<>();
            for (Run.WorkloadFacts workload : workloads) {
                Row row = Row.of(Contrast.VARIANTS, side, drawnForks.getOrDefault(workload.id(), List.of()));
                if (isEnough(row)) {
                    Row aligned = Row.of(Contrast.VARIANTS, side, alignedForks.getOrDefault(workload.id(), List.of()));
                    double sameCode = ofSameCode.getOrDefault(workload.id(), 0.0);
                    comparisons.add(compare(
                            row,
                            aligned,
                            workload,
                            settings,
                            precision,
                            family,
                            checks.getOrDefault(workload.id(), List.of()),
                            sameCode));
                    Estimate estimate = Allowed.of(row, precision).estimate();
                    byGroup.computeIfAbsent(group(workload), any -> new ArrayList<>())
                            .add(estimate);
                    all.add(estimate);
                }
            }
            String candidate = settings.variants().get(side);
            byGroup.forEach((group, rows) -> means.add(mean(group, candidate, rows)));
            if (!all.isEmpty()) {
                means.add(mean("", candidate, all));
            }
        }
        List<Summary.Control> outcomes = Controls.outcomes(settings, comparisons, controls, code);
        List<Warning> warnings = new ArrayList<>(NoiseWatch.warnings(forks));
        warnings.addAll(Controls.warnings(outcomes));
        return new Summary(adjusted(comparisons), means, outcomes, controls, warnings, crossChecks);
    }

    /**
     * A fork of a busy host may have had time for blocks of a control but for none of the variants, which times come from.
     */
    private static boolean isEnough(Row row) {
        return row.forks().size() >= FEWEST_FORKS && row.logTime(0).count() >= FEWEST_FORKS;
    }

    private static String group(Run.WorkloadFacts workload) {
        return workload.id().substring(0, workload.id().lastIndexOf('/'));
    }

    private static Comparison compare(
            Row row,
            Row aligned,
            Run.WorkloadFacts workload,
            Settings settings,
            Precision precision,
            long family,
            List<Summary.CrossCheck> ofWorkload,
            double sameCode) {
        Allowed allowed = Allowed.of(row, precision);
        Estimate estimate = allowed.estimate();
        Estimate orderEffect = row.orderEffect();
        Interval ratio = allowed.interval(CONFIDENCE).toRatio();
        Estimate unfiltered = precision.allowing(row.unfiltered());
        Interval unfilteredRatio = unfiltered.interval(CONFIDENCE).toRatio();
        // Bonferroni: simple, valid under any dependence, and hardly wider than Holm's best at these sizes.
        Interval simultaneous =
                allowed.interval(1 - ALPHA / Math.max(1, family)).toRatio();
        boolean control = row.contrast() != Contrast.VARIANTS;
        int candidate = control ? 0 : row.side();
        Estimate baselineTime = row.logTime(0);
        Estimate baselineShift = row.levelShift(0);
        Estimate candidateShift = row.levelShift(candidate);
        boolean flagged = allowed.interval(CONFIDENCE).excludes(0);
        RowSpread spread = RowSpread.of(row);
        boolean disagrees = ofWorkload.stream()
                .anyMatch(check -> check.disagrees()
                        && check.candidate().equals(settings.variants().get(row.side())));
        List<Warning> warnings = warnings(
                row,
                settings,
                baselineTime,
                List.of(baselineShift, candidateShift),
                allowed.allowance() != 0 && orderEffect.interval(CONFIDENCE).excludes(0),
                disagrees);
        warnings.addAll(ofPrecision(row, allowed, flagged, spread, settings, precision));
        if (flagged && Math.abs(estimate.mean()) <= sameCode) {
            warnings.add(new Warning(
                    Warning.Kind.CONTROL,
                    "a copy of this workload's baseline, the same code, differs from it by as much or more"));
        }
        return new Comparison(
                workload.id(),
                group(workload),
                settings.size(),
                row.contrast(),
                settings.variants().get(0),
                control ? settings.variants().get(0) : settings.variants().get(row.side()),
                row.forks().size(),
                Math.exp(estimate.mean()),
                ratio.low(),
                ratio.high(),
                simultaneous.boundsRatio() ? simultaneous.low() : null,
                simultaneous.boundsRatio() ? simultaneous.high() : null,
                allowed.pValue(),
                allowed.pValue(),
                allowed.pValue(),
                flagged,
                verdict(allowed, flagged, row.hasOneLayout(), settings.marginPercent() / 100),
                Descriptive.standardDeviation(row.logRatios()),
                Math.exp(DetectableEffect.of(estimate, ALPHA, POWER)),
                Math.exp(baselineTime.mean()),
                Math.exp(row.logTime(candidate).mean()),
                Math.expm1(baselineTime.interval(CONFIDENCE).high() - baselineTime.mean()),
                workload.work(),
                workload.unit(),
                row.blocks(),
                row.dropped(),
                shift(baselineShift),
                shift(candidateShift),
                order(orderEffect, allowed.allowance()),
                new Comparison.Unfiltered(Math.exp(unfiltered.mean()), unfilteredRatio.low(), unfilteredRatio.high()),
                spread.stored(precision, allowed.allowance()),
                control ? null : precision.looks(row.forks(), row.side()),
                aligned(aligned, precision),
                warnings);
    }

    private static Comparison.@Nullable Order order(Estimate effect, double allowance) {
        if (effect.count() < FEWEST_FORKS) {
            return null;
        }
        Interval interval = effect.interval(CONFIDENCE);
        return new Comparison.Order(
                Math.expm1(effect.mean()), Math.expm1(interval.low()), Math.expm1(interval.high()), allowance);
    }

    private static Comparison.@Nullable Aligned aligned(Row row, Precision precision) {
        if (row.forks().size() < FEWEST_FORKS) {
            return null;
        }
        Allowed allowed = Allowed.of(row, precision);
        Interval interval = allowed.interval(CONFIDENCE);
        return new Comparison.Aligned(
                row.forks().size(),
                Math.exp(allowed.estimate().mean()),
                interval.toRatio().low(),
                interval.toRatio().high(),
                interval.excludes(0));
    }

    private static double shift(Estimate estimate) {
        return estimate.count() == 0 ? 0 : Math.expm1(estimate.mean());
    }

    private static Verdict verdict(Allowed allowed, boolean flagged, boolean oneLayout, double margin) {
        double logRatio = allowed.estimate().mean();
        if (oneLayout && Math.abs(logRatio) < ONE_LAYOUT_EFFECT) {
            return Verdict.INCONCLUSIVE;
        }
        if (allowed.interval(EQUIVALENCE_CONFIDENCE).insideOf(Math.log1p(margin))) {
            return Verdict.EQUIVALENT;
        }
        if (!flagged) {
            return Verdict.INCONCLUSIVE;
        }
        return logRatio > 0 ? Verdict.FASTER : Verdict.SLOWER;
    }

    private static List<Warning> warnings(
            Row row,
            Settings settings,
            Estimate baselineTime,
            List<Estimate> levelShifts,
            boolean orderMatters,
            boolean orderDependent) {
        List<Warning> warnings = new ArrayList<>();
        if (row.disturbedShare() > MOST_DISTURBED) {
            warnings.add(new Warning(
                    Warning.Kind.DISTURBED,
                    Math.round(100 * row.disturbedShare()) + " % of the blocks were interrupted by other processes"));
        }
        if (row.forks().size() < settings.forks()) {
            String why = row.finished() < settings.forks() ? "were measured" : "had time for a block of it";
            warnings.add(new Warning(
                    Warning.Kind.FEW_FORKS,
                    "only " + row.forks().size() + " of " + settings.forks() + " forks " + why));
        }
        if (row.hasOneLayout()) {
            warnings.add(new Warning(
                    Warning.Kind.ONE_LAYOUT, "only one code layout was measured: no verdict on differences below 5 %"));
        }
        if (Math.exp(baselineTime.mean()) > LONG_RUN_NANOS) {
            warnings.add(new Warning(
                    Warning.Kind.LONG_SLICES, "one run takes longer than a slice should, so noise weighs more"));
        }
        if (orderMatters) {
            warnings.add(new Warning(
                    Warning.Kind.ORDER,
                    "the ratio depends on which variant runs before; it is that of slices which their own variant"
                            + " precedes"));
        }
        if (orderDependent) {
            warnings.add(new Warning(
                    Warning.Kind.ORDER_DEPENDENT,
                    "with each variant alone in its forks the ratio is another one, beyond the joint interval: see the"
                            + " cross-check"));
        }
        for (Estimate shift : levelShifts) {
            if (shift.count() >= FEWEST_FORKS
                    && Math.abs(Math.expm1(shift.mean())) > LARGEST_LEVEL_SHIFT
                    && shift.interval(CONFIDENCE).excludes(0)) {
                warnings.add(new Warning(
                        Warning.Kind.LEVEL_SHIFT,
                        "alternating the variants changes how long they take by more than 2 %; the ratio may hold all"
                                + " the same"));
                break;
            }
        }
        return warnings;
    }

    private static List<Warning> ofPrecision(
            Row row, Allowed allowed, boolean flagged, RowSpread spread, Settings settings, Precision precision) {
        List<Warning> warnings = new ArrayList<>();
        if (flagged && spread.layoutsSpan(allowed.estimate().mean())) {
            warnings.add(new Warning(
                    Warning.Kind.LAYOUTS,
                    "layouts alone span the effect: other pairs of the layouts built differ by more than this"));
        }
        Settings.Target target = settings.target();
        if (target != null && row.contrast() == Contrast.VARIANTS && precision.misses(allowed.estimate(), target)) {
            int forks = precision.forksFor(Descriptive.standardDeviation(row.logRatios()));
            warnings.add(new Warning(
                    Warning.Kind.TARGET_MISSED,
                    "wider than the target of " + target.halfWidthPercent() + " %: the variance comes mostly from "
                            + spread.mainSource() + ", and it would take about " + forks + " forks"));
        }
        return warnings;
    }

    private static List<Comparison> adjusted(List<Comparison> rows) {
        double[] pValues = rows.stream().mapToDouble(Comparison::pValue).toArray();
        double[] holm = Holm.adjust(pValues);
        double[] falseDiscovery = BenjaminiHochberg.adjust(pValues);
        List<Comparison> adjusted = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            adjusted.add(rows.get(i).withAdjusted(holm[i], falseDiscovery[i]));
        }
        return adjusted;
    }

    private static Summary.Mean mean(String group, String candidate, List<Estimate> rows) {
        Estimate mean = GeometricMean.of(rows);
        Interval ratio = mean.interval(CONFIDENCE).toRatio();
        return new Summary.Mean(group, candidate, rows.size(), Math.exp(mean.mean()), ratio.low(), ratio.high());
    }
}
