// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs row by row: does the second one come to what the first one did (METHODOLOGY.md, "Repeating a run").
 *
 * @param rows that both have, in the order of the first
 * @param means over these rows, one a candidate
 * @param onlyThen rows of the first run that the second has not, as words
 * @param onlyNow the other way round
 */
public record Repetition(List<Repeated> rows, List<Mean> means, List<String> onlyThen, List<String> onlyNow) {
    private static final double CONFIDENCE = 0.95;

    /** Copies the lists. */
    public Repetition {
        rows = List.copyOf(rows);
        means = List.copyOf(means);
        onlyThen = List.copyOf(onlyThen);
        onlyNow = List.copyOf(onlyNow);
    }

    /**
     * A speed-up, or a ratio of two.
     *
     * @param low lower end of its 95 % interval
     * @param high upper end
     */
    public record Ratio(double value, double low, double high) {
        private static Ratio of(Estimate estimate) {
            Interval interval = estimate.interval(CONFIDENCE).toRatio();
            return new Ratio(Math.exp(estimate.mean()), interval.low(), interval.high());
        }
    }

    /**
     * A row of both runs.
     *
     * @param change the second speed-up over the first, with an interval in which the errors of both enter (Welch)
     * @param holmPValue of no change, adjusted for all rows that both runs have
     */
    public record Repeated(Comparison then, Comparison now, Ratio change, double holmPValue) {
        /** Whether the row by itself gives no reason to say that something has changed. */
        public boolean agrees() {
            return change.low() <= 1 && 1 <= change.high();
        }

        /** Whether it has changed even where all rows are judged together. */
        public boolean differs() {
            return holmPValue < 1 - CONFIDENCE;
        }

        /** Whether it is faster in one run and slower in the other. */
        public boolean isOpposite() {
            return (then.verdict() == Verdict.FASTER && now.verdict() == Verdict.SLOWER)
                    || (then.verdict() == Verdict.SLOWER && now.verdict() == Verdict.FASTER);
        }
    }

    /** The geometric mean of a candidate's rows in both runs, and what has become of it. */
    public record Mean(String candidate, int rows, Ratio then, Ratio now, Ratio change) {}

    private record Key(String workload, String candidate) {
        @Override
        public String toString() {
            return workload + ", " + candidate;
        }
    }

    private record Measured(Comparison row, Estimate estimate) {}

    /**
     * Compares two runs of one baseline and size.
     *
     * @param then the first, with its summary
     * @param forksThen its forks
     * @param now the second
     * @param forksNow its forks
     */
    public static Repetition of(Run then, List<ForkResult> forksThen, Run now, List<ForkResult> forksNow) {
        Map<Key, Measured> first = rows(then, forksThen);
        Map<Key, Measured> second = rows(now, forksNow);
        List<Key> both = first.keySet().stream().filter(second::containsKey).toList();
        List<Estimate> changes = both.stream()
                .map(key -> Estimates.difference(estimate(second, key), estimate(first, key)))
                .toList();
        double[] adjusted =
                Holm.adjust(changes.stream().mapToDouble(Estimate::pValue).toArray());
        List<Repeated> rows = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Key key = both.get(i);
            rows.add(new Repeated(row(first, key), row(second, key), Ratio.of(changes.get(i)), adjusted[i]));
        }
        List<Mean> means = new ArrayList<>();
        for (String candidate : both.stream().map(Key::candidate).distinct().toList()) {
            List<Key> of = both.stream()
                    .filter(key -> key.candidate().equals(candidate))
                    .toList();
            Estimate before = mean(first, of);
            Estimate after = mean(second, of);
            means.add(new Mean(
                    candidate,
                    of.size(),
                    Ratio.of(before),
                    Ratio.of(after),
                    Ratio.of(Estimates.difference(after, before))));
        }
        return new Repetition(rows, means, without(first, second), without(second, first));
    }

    private static Estimate mean(Map<Key, Measured> run, List<Key> keys) {
        return GeometricMean.of(keys.stream().map(key -> estimate(run, key)).toList());
    }

    private static Estimate estimate(Map<Key, Measured> run, Key key) {
        return measured(run, key).estimate();
    }

    private static Comparison row(Map<Key, Measured> run, Key key) {
        return measured(run, key).row();
    }

    private static Measured measured(Map<Key, Measured> run, Key key) {
        Measured measured = run.get(key);
        if (measured == null) {
            throw new IllegalArgumentException("there is no row of " + key);
        }
        return measured;
    }

    private static List<String> without(Map<Key, Measured> run, Map<Key, Measured> other) {
        return run.keySet().stream()
                .filter(key -> !other.containsKey(key))
                .map(Key::toString)
                .toList();
    }

    /** The rows of a run's table that there are forks of, each with the estimate that its numbers come from. */
    private static Map<Key, Measured> rows(Run run, List<ForkResult> forks) {
        Map<Key, Measured> rows = new LinkedHashMap<>();
        Summary summary = run.summary();
        if (summary == null) {
            return rows;
        }
        Precision precision = new Precision(run.settings());
        Map<String, List<ForkResult>> byWorkload = ForkResult.byWorkload(forks, false);
        TableOrder order = TableOrder.of(run.settings(), byWorkload);
        for (Comparison each : summary.comparisons()) {
            int side = run.settings().variants().indexOf(each.candidate());
            Row row = Row.of(Contrast.VARIANTS, side, byWorkload.getOrDefault(each.workload(), List.of()));
            Estimate estimate = Allowed.of(row, precision, order).estimate();
            if (estimate.count() > 0) {
                rows.put(new Key(each.workload(), each.candidate()), new Measured(each, estimate));
            }
        }
        return rows;
    }
}
