// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.Holm;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often the controls of runs are called different, each judged as a table judges a row, but by {@value #FORKS} forks:
 * forks 0 to 11 of a row are its first comparison, 12 to 23 its second, so no two share a fork (METHODOLOGY.md, "The
 * tables' own controls").
 *
 * @param code what the sides are: {@link Contrast#VARIANTS} stands for rows whose candidate is the baseline's code
 * @param comparisons in all
 * @param flagged whose 95 % interval excludes no difference
 * @param tables of {@value #ROWS} comparisons each, by the same forks of neighbouring workloads of one run
 * @param flaggedTables in which Holm's adjustment leaves a row at 5 % significant
 * @param medianDifference median over the comparisons of |log ratio|
 * @param medianHalfWidth median of the half widths of their 95 % intervals, log ratio
 */
public record ControlRates(
        Contrast code,
        int comparisons,
        int flagged,
        int tables,
        int flaggedTables,
        double medianDifference,
        double medianHalfWidth) {
    /** Of a comparison: as many as in one of a calibration. */
    public static final int FORKS = 12;

    /** Of a table: as many as a quarter of the kernels. */
    public static final int ROWS = 19;

    private static final double CONFIDENCE = 0.95;
    private static final List<Contrast> CODES = List.of(Contrast.COPY, Contrast.RELINKED, Contrast.VARIANTS);

    /** A run and the forks that it has finished. */
    public record Measured(Run run, List<ForkResult> forks) {
        /** Copies the list. */
        public Measured {
            forks = List.copyOf(forks);
        }
    }

    /** What runs come to together, for each kind of identical code of which they have a comparison. */
    public static List<ControlRates> of(List<Measured> runs) {
        return CODES.stream()
                .flatMap(code -> of(
                        code,
                        runs.stream().flatMap(run -> rounds(run, code).stream()).toList())
                        .stream())
                .toList();
    }

    private static Optional<ControlRates> of(Contrast code, List<List<Allowed>> rounds) {
        List<Allowed> all = rounds.stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<List<Allowed>> tables =
                rounds.stream().flatMap(ControlRates::tables).toList();
        return Optional.of(new ControlRates(
                code,
                all.size(),
                (int) all.stream()
                        .filter(row -> row.interval(CONFIDENCE).excludes(0))
                        .count(),
                tables.size(),
                (int) tables.stream().filter(ControlRates::anySignificant).count(),
                median(all, row -> Math.abs(row.estimate().mean())),
                median(all, ControlRates::halfWidth)));
    }

    /** The comparisons of a run by its first {@value #FORKS} forks, by its next ones and so on, in the order of its workloads. */
    private static List<List<Allowed>> rounds(Measured measured, Contrast code) {
        Map<Integer, List<ForkResult>> byRound = measured.forks().stream()
                .collect(Collectors.groupingBy(fork -> fork.fork() / FORKS, TreeMap::new, Collectors.toList()));
        return byRound.values().stream()
                .map(forks -> round(measured.run(), ForkResult.byWorkload(forks, false), code))
                .toList();
    }

    private static List<Allowed> round(Run run, Map<String, List<ForkResult>> forks, Contrast code) {
        TableOrder order = TableOrder.of(run.settings(), forks);
        List<Allowed> round = new ArrayList<>();
        for (Run.WorkloadFacts workload : run.workloads()) {
            for (int side : sides(run, workload.id(), code)) {
                Row row = Row.of(code, side, forks.getOrDefault(workload.id(), List.of()));
                if (row.forks().size() == FORKS) {
                    round.add(Allowed.of(
                            row.estimate(), row.orderEffect(), row.precededByOthers(), row::selfPreceded, order));
                }
            }
        }
        return round;
    }

    /** What is compared with the baseline: its copy, or each candidate that is the same code. */
    private static List<Integer> sides(Run run, String workload, Contrast code) {
        return code == Contrast.VARIANTS
                ? IntStream.range(1, run.variants().size())
                        .filter(side -> run.code(
                                        workload, run.variants().get(side).name())
                                .filter(Run.Code::changesNothing)
                                .isPresent())
                        .boxed()
                        .toList()
                : List.of(1);
    }

    private static Stream<List<Allowed>> tables(List<Allowed> round) {
        return IntStream.range(0, round.size() / ROWS)
                .mapToObj(table -> round.subList(table * ROWS, (table + 1) * ROWS));
    }

    private static boolean anySignificant(List<Allowed> table) {
        double[] adjusted =
                Holm.adjust(table.stream().mapToDouble(Allowed::pValue).toArray());
        return Arrays.stream(adjusted).anyMatch(p -> p < 1 - CONFIDENCE);
    }

    private static double halfWidth(Allowed row) {
        Interval interval = row.interval(CONFIDENCE);
        return (interval.high() - interval.low()) / 2;
    }

    private static double median(List<Allowed> rows, ToDoubleFunction<Allowed> value) {
        return Descriptive.median(rows.stream().mapToDouble(value).toArray());
    }
}
