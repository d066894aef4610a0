// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Rules by which a row may allow for order, on rows whose truth is known: what the variants do when each follows itself.
 * Blocks are drawn slice by slice; a variant that follows the other one is slower by its own share. METHODOLOGY.md,
 * "Order", has the table that this prints: {@code mvn test -pl benchmarks -Dtest=OrderRuleTest -Dorder.tables=20}.
 */
class OrderRuleTest {
    private static final int TABLE_ROWS = 40;
    private static final int BLOCKS = 80;
    private static final int CELLS = 8;
    private static final double SLICE_SD = 0.01;
    private static final double TRUTH = Math.log(1.01);

    /** An interval of 95 % made of a row. */
    private enum Rule {
        /** No allowance. */
        NONE {
            @Override
            Interval interval(Row row, TableOrder table) {
                return row.estimate().interval(0.95);
            }
        },
        /** Widened by the whole effect where it is above a third of the half width and beyond its own noise. */
        WIDENED_BEYOND_NOISE {
            @Override
            Interval interval(Row row, TableOrder table) {
                boolean beyond = row.orderEffect().interval(0.95).excludes(0);
                return beyond ? WIDENED.interval(row, table) : NONE.interval(row, table);
            }
        },
        /** Widened by the whole effect wherever it is above a third of the half width. */
        WIDENED {
            @Override
            Interval interval(Row row, TableOrder table) {
                Interval plain = NONE.interval(row, table);
                double effect = Math.abs(row.orderEffect().mean());
                double by = effect > (plain.high() - plain.low()) / 6 ? effect : 0;
                return new Interval(plain.low() - by, plain.high() + by, 0.95);
            }
        },
        /** As small tables have it: self-preceded wherever it is above a third of the half width. */
        SELF_PRECEDED {
            @Override
            Interval interval(Row row, TableOrder table) {
                return TABLE.interval(row, TableOrder.UNKNOWN);
            }
        },
        /** As tables have it: what does not show is left to the error, as far as the table's rows tell. */
        TABLE {
            @Override
            Interval interval(Row row, TableOrder table) {
                return Allowed.of(row, PLAIN, table).interval(0.95);
            }
        };

        private static final Precision PLAIN =
                new Precision(TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 3));

        abstract Interval interval(Row row, TableOrder table);
    }

    private record Outcome(double coverage, double halfWidth) {}

    /**
     * @param forkSd of what forks add to the log ratio
     * @param effect of order on the log ratio
     */
    private static Row row(int forks, double forkSd, double effect, SplittableRandom random) {
        List<ForkResult> results = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            double logRatio = TRUTH + forkSd * random.nextGaussian();
            List<Block> blocks = new ArrayList<>();
            for (int b = 0; b < BLOCKS; b++) {
                blocks.add(block(b % CELLS, logRatio, effect, random));
            }
            results.add(TestForks.fork(
                    TestRuns.CRC32,
                    fork,
                    ForkSummary.ratios(blocks),
                    List.of(),
                    List.of(),
                    TestBlocks.fork("a/b", 0).noise()));
        }
        return Row.of(Contrast.VARIANTS, 1, results);
    }

    private static Block block(int cell, double logRatio, double effect, SplittableRandom random) {
        int outer = random.nextInt(2);
        List<Integer> order = List.of(random.nextInt(2), outer, 1 - outer, 1 - outer, outer);
        List<Long> elapsed = new ArrayList<>(List.of(1_000_000_000L));
        for (int slice = 1; slice < order.size(); slice++) {
            boolean followsOther = !order.get(slice).equals(order.get(slice - 1));
            double half = (logRatio + (followsOther ? effect : 0)) / 2;
            double logTime = SLICE_SD * random.nextGaussian() + (order.get(slice) == 0 ? half : -half);
            elapsed.add(Math.round(1e9 * Math.exp(logTime)));
        }
        return TestBlocks.block(Contrast.VARIANTS, cell, 0, 1, order, elapsed, 0);
    }

    /** All rows have the effect, and make tables of {@value #TABLE_ROWS}. */
    private static Map<Rule, Outcome> outcomes(int rows, int forks, double forkSd, double effect) {
        return outcomes(rows, forks, forkSd, (row, random) -> effect, table -> table);
    }

    /**
     * @param effect draws that of a row, by its number in the table
     * @param counted the rows of a table that the outcome is of
     */
    private static Map<Rule, Outcome> outcomes(
            int rows,
            int forks,
            double forkSd,
            ToDoubleBiFunction<Integer, SplittableRandom> effect,
            UnaryOperator<List<Row>> counted) {
        long[] seeds = new SplittableRandom(20261125)
                .longs((rows + TABLE_ROWS - 1) / TABLE_ROWS)
                .toArray();
        List<Map<Rule, Interval>> intervals = Arrays.stream(seeds)
                .parallel()
                .mapToObj(seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    List<Row> table = IntStream.range(0, TABLE_ROWS)
                            .mapToObj(row -> row(forks, forkSd, effect.applyAsDouble(row, random), random))
                            .toList();
                    return intervals(table, counted.apply(table));
                })
                .flatMap(List::stream)
                .toList();
        Map<Rule, Outcome> outcomes = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            List<Interval> of = intervals.stream()
                    .map(row -> Objects.requireNonNull(row.get(rule)))
                    .toList();
            outcomes.put(
                    rule,
                    new Outcome(
                            (double) of.stream()
                                            .filter(interval -> interval.contains(TRUTH))
                                            .count()
                                    / of.size(),
                            Descriptive.median(of.stream()
                                    .mapToDouble(interval -> (interval.high() - interval.low()) / 2)
                                    .toArray())));
        }
        return outcomes;
    }

    private static List<Map<Rule, Interval>> intervals(List<Row> table, List<Row> counted) {
        TableOrder order = TableOrder.of(table.stream().map(Row::orderEffect).toList());
        return counted.stream()
                .map(row -> {
                    Map<Rule, Interval> of = new EnumMap<>(Rule.class);
                    Arrays.stream(Rule.values()).forEach(rule -> of.put(rule, rule.interval(row, order)));
                    return of;
                })
                .toList();
    }

    /** The half width of a row without an effect, about. */
    private static double halfWidth(int forks, double forkSd) {
        double[] widths = IntStream.range(0, 50)
                .mapToDouble(seed -> {
                    Estimate estimate =
                            row(forks, forkSd, 0, new SplittableRandom(seed)).estimate();
                    return estimate.interval(0.95).high() - estimate.mean();
                })
                .toArray();
        return Descriptive.median(widths);
    }

    private static Outcome of(Map<Rule, Outcome> outcomes, Rule rule) {
        return Objects.requireNonNull(outcomes.get(rule));
    }

    /** The hard case: forks differ little, so the effect is as uncertain as it is important. 200 rows: SE 1.5 to 3.5 %. */
    @Test
    void selfPrecededEstimateCoversWhereAnAllowanceBeyondNoiseDoesNot() {
        double halfWidth = halfWidth(12, 0.0005);
        Map<Rule, Outcome> none = outcomes(200, 12, 0.0005, 0);
        Map<Rule, Outcome> three = outcomes(200, 12, 0.0005, 3 * halfWidth);
        assertThat(of(none, Rule.SELF_PRECEDED).coverage()).isGreaterThan(0.89);
        assertThat(of(three, Rule.SELF_PRECEDED).coverage()).isGreaterThan(0.89);
        assertThat(of(three, Rule.WIDENED_BEYOND_NOISE).coverage()).isLessThan(0.75);
        assertThat(of(three, Rule.NONE).coverage()).isLessThan(0.2);
        assertThat(of(three, Rule.SELF_PRECEDED).halfWidth())
                .isLessThan(0.7 * of(three, Rule.WIDENED).halfWidth());
    }

    @Test
    void ofForksThatDifferItCostsHardlyAnyWidth() {
        double halfWidth = halfWidth(12, 0.01);
        Map<Rule, Outcome> one = outcomes(200, 12, 0.01, halfWidth);
        assertThat(of(one, Rule.SELF_PRECEDED).coverage()).isGreaterThan(0.9);
        assertThat(of(one, Rule.SELF_PRECEDED).halfWidth() / halfWidth).isBetween(0.9, 1.15);
        assertThat(of(one, Rule.WIDENED).halfWidth() / halfWidth).isGreaterThan(1.7);
    }

    /** In tables of rows without an effect its noise costs little width; where all have one, or each its own, all cover. */
    @Test
    void tableThatTellsCoversAndIsNarrower() {
        double halfWidth = halfWidth(12, 0.0005);
        Outcome none = of(outcomes(400, 12, 0.0005, 0), Rule.TABLE);
        assertThat(none.coverage()).isGreaterThan(0.92);
        assertThat(none.halfWidth() / halfWidth).isLessThan(1.6);
        for (double share : new double[] {1.0 / 3, 1, 3}) {
            Outcome all = of(outcomes(400, 12, 0.0005, share * halfWidth), Rule.TABLE);
            assertThat(all.coverage()).as("all %s half widths", share).isGreaterThan(0.9);
            Outcome drawn = of(
                    outcomes(
                            400,
                            12,
                            0.0005,
                            (row, random) -> share * halfWidth * random.nextGaussian(),
                            table -> table),
                    Rule.TABLE);
            assertThat(drawn.coverage()).as("drawn, %s half widths", share).isGreaterThan(0.9);
        }
    }

    @Test
    void tableIsPrintedOnDemand() {
        int rows = TABLE_ROWS * Integer.getInteger("order.tables", 1);
        StringBuilder lines = new StringBuilder();
        for (double forkSd : new double[] {0.0005, 0.003, 0.01}) {
            double halfWidth = halfWidth(12, forkSd);
            for (double share : new double[] {0, 1.0 / 3, 1, 3}) {
                double effect = share * halfWidth;
                append(lines, "all", forkSd, share, halfWidth, outcomes(rows, 12, forkSd, effect));
                if (share > 0) {
                    append(
                            lines,
                            "each its own",
                            forkSd,
                            share,
                            halfWidth,
                            outcomes(
                                    rows, 12, forkSd, (row, random) -> effect * random.nextGaussian(), table -> table));
                    append(lines, "one", forkSd, share, halfWidth, ofTheOne(rows, forkSd, effect));
                }
            }
        }
        if (rows > TABLE_ROWS) {
            System.out.print(lines);
        }
        assertThat(lines.toString().lines()).hasSize(30);
    }

    /** Of the only row of its table that has an effect. */
    private static Map<Rule, Outcome> ofTheOne(int rows, double forkSd, double effect) {
        return outcomes(
                TABLE_ROWS * rows, 12, forkSd, (row, random) -> row == 0 ? effect : 0, table -> table.subList(0, 1));
    }

    private static void append(
            StringBuilder lines,
            String which,
            double forkSd,
            double share,
            double halfWidth,
            Map<Rule, Outcome> outcomes) {
        lines.append(String.format(Locale.ROOT, "| %.2f | %.2f | %s ", 100 * forkSd, share, which));
        outcomes.forEach((rule, outcome) -> lines.append(String.format(
                Locale.ROOT, "| %.1f (%.2f) ", 100 * outcome.coverage(), outcome.halfWidth() / halfWidth)));
        lines.append("|\n");
    }
}
