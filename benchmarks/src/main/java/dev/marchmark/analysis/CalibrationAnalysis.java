// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the forks of calibrations to error rates. The n forks of a comparison come one after the other, from a multiple of n on,
 * so no two comparisons share one; each is judged as a row of a table of as many rows, or its error rates would not be those
 * of tables.
 */
public final class CalibrationAnalysis {
    private static final double CONFIDENCE = 0.95;
    private static final double ALPHA = 1 - CONFIDENCE;
    private static final int FEWEST_FORKS = 2;
    private static final int FEWEST_ROWS = 2;

    private CalibrationAnalysis() {}

    /** A start and the forks that it has finished. */
    public record Measured(CalibrationStart start, List<CalibrationFork> forks) {
        /** Copies the list. */
        public Measured {
            forks = List.copyOf(forks);
        }
    }

    /** The forks of one comparison. */
    private record Values(List<CalibrationFork.Value> of) {
        private static final double SHARE = Allowed.precededByOthers(2);

        static Optional<Values> of(Contrast contrast, List<CalibrationFork> forks) {
            List<CalibrationFork.Value> values = forks.stream()
                    .flatMap(fork -> fork.values().stream())
                    .filter(value -> value.contrast() == contrast)
                    .toList();
            return values.size() < FEWEST_FORKS ? Optional.empty() : Optional.of(new Values(values));
        }

        Estimate orderEffect() {
            return Estimates.tOverForks(of.stream()
                    .map(CalibrationFork.Value::order)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }

        private Estimate selfPreceded() {
            return Estimates.tOverForks(of.stream()
                    .flatMap(value -> Stream.ofNullable(value.order()).map(order -> value.logRatio() - SHARE * order))
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }

        Judged judged(Contrast contrast, TableOrder table) {
            Allowed allowed = Allowed.of(mean(of), orderEffect(), SHARE, this::selfPreceded, table);
            return new Judged(contrast.truth(), of, allowed);
        }
    }

    /** One comparison. */
    private record Judged(double truth, List<CalibrationFork.Value> values, Allowed allowed) {

        Interval interval() {
            return allowed.interval(CONFIDENCE);
        }

        boolean covers() {
            return interval().contains(truth);
        }

        boolean flagged() {
            return interval().excludes(0);
        }

        double error() {
            return Math.abs(allowed.estimate().mean() - truth);
        }

        double halfWidth() {
            return (interval().high() - interval().low()) / 2;
        }
    }

    /** The comparisons of one start and round, and whether every workload that did not fail has one. */
    private record Round(List<Judged> rows, boolean complete) {
        boolean isTable() {
            return complete && rows.size() >= FEWEST_ROWS;
        }

        boolean anySignificant() {
            double[] pValues =
                    rows.stream().mapToDouble(row -> row.allowed().pValue()).toArray();
            return Arrays.stream(Holm.adjust(pValues)).anyMatch(p -> p < ALPHA);
        }
    }

    /**
     * What starts of one method come to.
     *
     * @throws IllegalArgumentException unless there is a start and all have that method
     */
    public static Calibration of(List<Measured> measured) {
        List<CalibrationStart.Method> methods =
                measured.stream().map(of -> of.start().method()).distinct().toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(methods.size() + " methods in one calibration");
        }
        List<Calibration.Truth> truths = Arrays.stream(Contrast.values())
                .filter(contrast -> contrast != Contrast.VARIANTS)
                .flatMap(contrast ->
                        truth(
                                contrast,
                                measured.stream()
                                        .flatMap(of -> rounds(of, contrast).stream())
                                        .toList())
                                .stream())
                .toList();
        return new Calibration(methods.get(0), measured.size(), truths);
    }

    private static List<Round> rounds(Measured measured, Contrast contrast) {
        int each = measured.start().method().forks();
        Map<Integer, Map<String, List<CalibrationFork>>> byRound = measured.forks().stream()
                .collect(Collectors.groupingBy(
                        fork -> fork.fork() / each,
                        TreeMap::new,
                        Collectors.groupingBy(CalibrationFork::workload, TreeMap::new, Collectors.toList())));
        Set<String> expected = new TreeSet<>(measured.start().workloads());
        measured.start().failures().stream().map(Run.Failure::workload).forEach(expected::remove);
        List<Round> rounds = new ArrayList<>();
        for (Map<String, List<CalibrationFork>> round : byRound.values()) {
            round.values().removeIf(forks -> forks.size() < each);
            List<Values> values = round.values().stream()
                    .flatMap(forks -> Values.of(contrast, forks).stream())
                    .toList();
            TableOrder order =
                    TableOrder.of(values.stream().map(Values::orderEffect).toList());
            List<Judged> rows =
                    values.stream().map(of -> of.judged(contrast, order)).toList();
            rounds.add(new Round(rows, round.keySet().containsAll(expected)));
        }
        return rounds;
    }

    private static Optional<Calibration.Truth> truth(Contrast contrast, List<Round> rounds) {
        List<Judged> all =
                rounds.stream().flatMap(round -> round.rows().stream()).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        // Where there is a difference, a table that shows it makes no error.
        List<Round> tables =
                contrast.truth() == 0 ? rounds.stream().filter(Round::isTable).toList() : List.of();
        Estimate mean = mean(all.stream().flatMap(row -> row.values().stream()).toList());
        Interval interval = mean.interval(CONFIDENCE);
        double[] errors = values(all, Judged::error);
        return Optional.of(new Calibration.Truth(
                contrast,
                all.size(),
                (int) all.stream().filter(Judged::covers).count(),
                (int) all.stream().filter(Judged::flagged).count(),
                tables.size(),
                (int) tables.stream().filter(Round::anySignificant).count(),
                mean.mean(),
                interval.low(),
                interval.high(),
                Descriptive.median(errors),
                Descriptive.quantileType7(errors, 0.95),
                Descriptive.median(values(all, Judged::halfWidth))));
    }

    private static Estimate mean(List<CalibrationFork.Value> values) {
        return Estimates.tOverForks(
                values.stream().mapToDouble(CalibrationFork.Value::logRatio).toArray());
    }

    private static double[] values(List<Judged> rows, ToDoubleFunction<Judged> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
