// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import dev.marchmark.stats.BenjaminiHochberg;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the forks of a run to its table (METHODOLOGY.md, "From blocks to a verdict"). */
public final class Analysis {
    private static final double CONFIDENCE = 0.95;

    private final Settings settings;
    private final List<Run.WorkloadFacts> workloads;
    private final Map<String, List<ForkResult>> drawnForks;
    private final Map<String, List<ForkResult>> alignedForks;
    private final Precision precision;
    private final TableOrder order;
    private final int candidates;

    private Analysis(Settings settings, List<Run.WorkloadFacts> workloads, List<ForkResult> forks) {
        this.settings = settings;
        this.workloads = workloads;
        this.drawnForks = ForkResult.byWorkload(forks, false);
        this.alignedForks = ForkResult.byWorkload(forks, true);
        this.precision = new Precision(settings);
        this.order = TableOrder.of(settings, drawnForks);
        this.candidates = settings.variants().size() - 1;
    }

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
        Analysis analysis = new Analysis(settings, workloads, forks);
        List<Summary.CrossCheck> crossChecks = new CrossChecks(settings, forks, isolated).rows();
        List<Comparison> controls = analysis.controls();
        List<Summary.Mean> means = new ArrayList<>();
        List<RowComparison> rows = analysis.rows(means);
        List<Comparison> comparisons = analysis.comparisons(rows, crossChecks, Controls.largestDifferences(controls));
        List<Summary.Control> outcomes = Controls.outcomes(settings, comparisons, controls, code);
        List<Warning> warnings = new ArrayList<>(NoiseWatch.warnings(forks));
        warnings.addAll(Controls.warnings(outcomes));
        return new Summary(comparisons, means, outcomes, controls, warnings, crossChecks);
    }

    /** How many rows of variants are judged together, as planned. */
    private long family() {
        return (long) candidates * workloads.size();
    }

    private static Row row(
            Contrast contrast, int side, Run.WorkloadFacts workload, Map<String, List<ForkResult>> forks) {
        return Row.of(contrast, side, forks.getOrDefault(workload.id(), List.of()));
    }

    private List<Comparison> controls() {
        List<Comparison> controls = new ArrayList<>();
        for (Contrast contrast : List.of(Contrast.COPY, Contrast.RELINKED)) {
            for (Run.WorkloadFacts workload : workloads) {
                Row row = row(contrast, 1, workload, drawnForks);
                if (RowComparison.isEnough(row)) {
                    RowComparison copy = new RowComparison(
                            workload, row, Row.of(contrast, 1, List.of()), settings, precision, order);
                    controls.add(copy.of(family(), List.of(), 0, copy.pValue(), copy.pValue()));
                }
            }
        }
        return controls;
    }

    /** The rows of each candidate, in the table's order; adds what their means come to. */
    private List<RowComparison> rows(List<Summary.Mean> means) {
        List<RowComparison> rows = new ArrayList<>();
        for (int side = 1; side <= candidates; side++) {
            Map<String, List<Estimate>> byGroup = new LinkedHashMap<>();
            List<Estimate> all = new ArrayList<>();
            for (Run.WorkloadFacts workload : workloads) {
                Row drawn = row(Contrast.VARIANTS, side, workload, drawnForks);
                if (RowComparison.isEnough(drawn)) {
                    Row aligned = row(Contrast.VARIANTS, side, workload, alignedForks);
                    RowComparison row = new RowComparison(workload, drawn, aligned, settings, precision, order);
                    rows.add(row);
                    byGroup.computeIfAbsent(Workload.group(workload.id()), any -> new ArrayList<>())
                            .add(row.estimate());
                    all.add(row.estimate());
                }
            }
            String candidate = settings.variants().get(side);
            byGroup.forEach((group, estimates) -> means.add(mean(group, candidate, estimates)));
            if (!all.isEmpty()) {
                means.add(mean("", candidate, all));
            }
        }
        return rows;
    }

    /** @param sameCode by how much each workload's own copies seem to differ from it, as a log ratio */
    private List<Comparison> comparisons(
            List<RowComparison> rows, List<Summary.CrossCheck> crossChecks, Map<String, Double> sameCode) {
        Map<String, List<Summary.CrossCheck>> checks =
                crossChecks.stream().collect(Collectors.groupingBy(Summary.CrossCheck::workload));
        double[] pValues = rows.stream().mapToDouble(RowComparison::pValue).toArray();
        double[] holm = Holm.adjust(pValues);
        double[] falseDiscovery = BenjaminiHochberg.adjust(pValues);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            String workload = rows.get(i).workload();
            comparisons.add(rows.get(i)
                    .of(
                            family(),
                            checks.getOrDefault(workload, List.of()),
                            sameCode.getOrDefault(workload, 0.0),
                            holm[i],
                            falseDiscovery[i]));
        }
        return comparisons;
    }

    private static Summary.Mean mean(String group, String candidate, List<Estimate> rows) {
        Estimate mean = GeometricMean.of(rows);
        Interval ratio = mean.interval(CONFIDENCE).toRatio();
        return new Summary.Mean(group, candidate, rows.size(), Math.exp(mean.mean()), ratio.low(), ratio.high());
    }
}
