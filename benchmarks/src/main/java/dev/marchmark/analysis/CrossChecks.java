// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.DetectableEffect;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What variants alone in their forks say of the paired rows, and how many forks that takes (METHODOLOGY.md, "Isolated
 * cross-check").
 */
public final class CrossChecks {
    /** After so many pairs of forks their spread decides how many more a row needs. */
    public static final int FIRST_PAIRS = 8;

    /** Where forks differ so much that these don't do, the row says what it could have seen. */
    public static final int MOST_PAIRS = 40;

    private static final double WANTED = Math.log(1.02);
    private static final double CONFIDENCE = 0.95;
    private static final double POWER = 0.8;
    private static final int FEWEST = 2;

    private final Settings settings;
    private final Precision precision;
    private final TableOrder order;
    private final Map<String, List<ForkResult>> drawnForks;
    private final Map<Alone, Map<Integer, Double>> logNanos = new HashMap<>();

    private record Alone(String workload, String variant) {}

    /**
     * Of a run.
     *
     * @param forks paired ones, of all workloads
     * @param isolated of all workloads
     */
    public CrossChecks(Settings settings, List<ForkResult> forks, List<IsolatedResult> isolated) {
        this.settings = settings;
        precision = new Precision(settings);
        drawnForks = ForkResult.byWorkload(forks, false);
        order = TableOrder.of(settings, drawnForks);
        for (IsolatedResult fork : isolated) {
            logNanos.computeIfAbsent(new Alone(fork.workload(), fork.variant()), any -> new TreeMap<>())
                    .put(fork.fork(), fork.logNanos());
        }
    }

    /** Of each row with two pairs of forks and two paired forks, in the table's order. */
    public List<Summary.CrossCheck> rows() {
        List<Summary.CrossCheck> rows = new ArrayList<>();
        List<Estimate> differences = new ArrayList<>();
        for (int side = 1; side < settings.variants().size(); side++) {
            for (String workload : settings.crossChecked()) {
                Estimate alone = Estimates.tOverForks(logRatios(workload, side));
                if (alone.count() < FEWEST) {
                    continue;
                }
                Estimate paired = paired(workload, side);
                if (paired.count() >= FEWEST) {
                    Estimate difference = Estimates.difference(alone, paired);
                    differences.add(difference);
                    rows.add(row(workload, settings.variants().get(side), alone, paired, difference));
                }
            }
        }
        double[] adjusted =
                Holm.adjust(differences.stream().mapToDouble(Estimate::pValue).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            rows.set(i, rows.get(i).withHolmPValue(adjusted[i]));
        }
        return rows;
    }

    private Summary.CrossCheck row(
            String workload, String candidate, Estimate alone, Estimate paired, Estimate difference) {
        Interval ratio = alone.interval(CONFIDENCE).toRatio();
        Interval joint = difference.interval(CONFIDENCE);
        return new Summary.CrossCheck(
                workload,
                candidate,
                alone.count(),
                Math.exp(alone.mean()),
                ratio.low(),
                ratio.high(),
                Math.exp(paired.mean()),
                Math.expm1(difference.mean()),
                Math.expm1(joint.low()),
                Math.expm1(joint.high()),
                difference.pValue(),
                difference.pValue(),
                Math.expm1(detectable(difference)));
    }

    /**
     * How many pairs of forks a row needs in all: the first ones, then as many as their spread asks for so that a
     * disagreement of 2 % is told with probability 0.8. Only the spread of the first ones is looked at, so the answer
     * favours no ratio, and stays the same while the rest is measured.
     */
    public int pairs(String workload) {
        int first = Math.min(FIRST_PAIRS, settings.forks());
        int most = Math.min(MOST_PAIRS, settings.forks());
        int needed = first;
        for (int side = 1; side < settings.variants().size(); side++) {
            double[] logRatios = logRatios(workload, side);
            Estimate paired = paired(workload, side);
            if (logRatios.length < first || first < FEWEST || paired.count() < FEWEST) {
                return first;
            }
            double sd = Descriptive.standardDeviation(Arrays.copyOf(logRatios, first));
            while (needed < most && detectable(planned(sd, needed, paired)) > WANTED) {
                needed++;
            }
        }
        return needed;
    }

    /**
     * About how many pairs of forks a row takes to tell a disagreement of 2 %, to two digits: what it can tell shrinks with the
     * root of their number, as the paired row's own error hardly counts beside theirs. Those that it has, where they do.
     */
    public static long pairsNeeded(Summary.CrossCheck check) {
        double times = Math.log1p(check.detectable()) / WANTED;
        if (times <= 1) {
            return check.pairs();
        }
        double pairs = check.pairs() * times * times;
        double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(pairs)) - 1));
        return (long) (unit * Math.ceil(pairs / unit));
    }

    private static Estimate planned(double sd, int pairs, Estimate paired) {
        return Estimates.difference(new Estimate(0, sd / Math.sqrt(pairs), pairs - 1.0, pairs), paired);
    }

    /** At the level that Holm's first step asks for. */
    private double detectable(Estimate difference) {
        int rows = settings.crossChecked().size() * (settings.variants().size() - 1);
        return DetectableEffect.of(difference, (1 - CONFIDENCE) / Math.max(1, rows), POWER);
    }

    private Estimate paired(String workload, int side) {
        Row row = Row.of(Contrast.VARIANTS, side, drawnForks.getOrDefault(workload, List.of()));
        return Allowed.of(row, precision, order).estimate();
    }

    /** Of each fork number that has both, in their order: log(time(baseline) / time(candidate)), each alone. */
    private double[] logRatios(String workload, int side) {
        Map<Integer, Double> baseline = logNanos(workload, 0);
        Map<Integer, Double> candidate = logNanos(workload, side);
        return baseline.entrySet().stream()
                .filter(fork -> candidate.containsKey(fork.getKey()))
                .mapToDouble(fork -> fork.getValue() - candidate.getOrDefault(fork.getKey(), Double.NaN))
                .toArray();
    }

    /** By fork number. */
    private Map<Integer, Double> logNanos(String workload, int side) {
        return logNanos.getOrDefault(new Alone(workload, settings.variants().get(side)), Map.of());
    }
}
