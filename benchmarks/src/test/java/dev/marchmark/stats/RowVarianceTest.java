// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowVarianceTest {
    private static final int LAYOUTS = 8;
    private static final double MEAN = 0.01;

    /** A row as the harness draws it: every fork goes through all layouts of each side, in an order of its own. */
    private static final class Row {
        final double[][] values;
        final int[][] baseline;
        final int[][] candidate;
        final int[] placement;
        final double[] baselineEffects;
        final double[] candidateEffects;

        Row(int forks, int cells, double fork, double placed, double layout, double rest, SplittableRandom random) {
            values = new double[forks][cells];
            baseline = new int[forks][];
            candidate = new int[forks][];
            placement = new int[forks];
            baselineEffects = normal(LAYOUTS, layout, random);
            candidateEffects = normal(LAYOUTS, layout, random);
            double[] classes = normal(4, placed, random);
            for (int f = 0; f < forks; f++) {
                baseline[f] = Arrays.copyOf(SimulatedRow.permutation(random), cells);
                candidate[f] = Arrays.copyOf(SimulatedRow.permutation(random), cells);
                placement[f] = f % 4;
                double shared = MEAN + fork * random.nextGaussian() + classes[placement[f]];
                for (int cell = 0; cell < cells; cell++) {
                    values[f][cell] = shared
                            + baselineEffects[baseline[f][cell]]
                            + candidateEffects[candidate[f][cell]]
                            + rest * random.nextGaussian();
                }
            }
        }

        RowVariance variance() {
            return RowVariance.of(values, baseline, candidate, placement);
        }
    }

    @Test
    void plantedSourcesAreFoundOnAverage() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        int runs = 150;
        double[][] found = new double[5][runs];
        for (int run = 0; run < runs; run++) {
            RowVariance.Sources cell =
                    new Row(24, LAYOUTS, 3, 4, 2, 1, random).variance().cell();
            found[0][run] = cell.fork();
            found[1][run] = cell.placements().get(0);
            found[2][run] = cell.baselineLayout();
            found[3][run] = cell.candidateLayout();
            found[4][run] = cell.rest();
        }
        double[] planted = {9, 16, 4, 4, 1};
        for (int i = 0; i < planted.length; i++) {
            Estimate estimate = Estimates.tOverForks(found[i]);
            assertThat(estimate.mean()).as("source %s", i).isCloseTo(planted[i], within(4 * estimate.standardError()));
        }
    }

    @Test
    void sourcesOfTheMeanAreThoseOfACellByHowOftenEachWasDrawn() {
        RowVariance variance = new Row(24, LAYOUTS, 3, 4, 2, 1, new SplittableRandom(5)).variance();
        RowVariance.Sources cell = variance.cell();
        RowVariance.Sources mean = variance.mean();
        assertThat(mean.fork()).isCloseTo(cell.fork() / 24, within(1e-12));
        assertThat(mean.placements().get(0)).isCloseTo(cell.placements().get(0) / 24, within(1e-12));
        assertThat(mean.baselineLayout()).isCloseTo(cell.baselineLayout() / 8, within(1e-12));
        assertThat(mean.candidateLayout()).isCloseTo(cell.candidateLayout() / 8, within(1e-12));
        assertThat(mean.rest()).isCloseTo(cell.rest() / 192, within(1e-12));
        assertThat(Math.pow(variance.overLayouts().standardError(), 2)).isCloseTo(mean.total(), within(1e-12));
    }

    /** Their sum is what the variance between the values of forks is on average, crossed layouts or not. */
    @ParameterizedTest
    @CsvSource({"8", "3", "1"})
    void sourcesBetweenForksAddUpToTheVarianceBetweenForks(int cells) {
        SplittableRandom random = new SplittableRandom(20_261_125);
        double[] differences = new double[100];
        double layouts = 0;
        for (int run = 0; run < differences.length; run++) {
            Row row = new Row(24, cells, 3, 2, 2, 1, random);
            RowVariance.Sources between = row.variance().betweenForks();
            differences[run] =
                    between.total() - Math.pow(Descriptive.standardDeviation(Estimates.forkMeans(row.values)), 2);
            layouts += between.baselineLayout() + between.candidateLayout();
        }
        Estimate difference = Estimates.tOverForks(differences);
        assertThat(difference.mean()).isCloseTo(0, within(4 * difference.standardError() + 1e-9));
        if (cells == LAYOUTS) {
            assertThat(layouts / differences.length).isCloseTo(0, within(1e-12));
        } else {
            assertThat(layouts / differences.length).isGreaterThan(0.5);
        }
    }

    @Test
    void spanIsThatOfThePlantedLayoutsWhereTheyStandOut() {
        Row row = new Row(24, LAYOUTS, 0.01, 0, 1, 0.01, new SplittableRandom(5));
        double span = range(row.baselineEffects) + range(row.candidateEffects);
        assertThat(row.variance().layoutSpan()).isCloseTo(span, within(0.02));
    }

    @Test
    void spanOfNoiseIsShrunken() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        double[] spans = new double[200];
        Arrays.setAll(
                spans,
                run -> new Row(12, LAYOUTS, 0, 0, 0, 1, random).variance().layoutSpan());
        // Means of 12 values of 8 layouts span 2.847 / sqrt(12) = 0.82 on each side, were they not shrunken.
        assertThat(Descriptive.median(spans)).isLessThan(0.4);
        assertThat(DoubleStream.of(spans).max().orElseThrow()).isGreaterThan(0.4);
    }

    /**
     * Coverage of the mean over all layouts possible, in %, 600 rows a cell: by the interval over layouts it is 95 +- 3, by
     * the one over forks the last column, +- 4 binomial standard deviations, as that speaks of the 8 layouts only.
     */
    @ParameterizedTest
    @CsvSource({
        "12, 8, 1, 1,   1, 72",
        "30, 8, 1, 1,   1, 55",
        "30, 8, 1, 0.1, 1, 94",
        "30, 8, 1, 0,   1, 95",
        "30, 8, 0, 1,   1, 23",
        "30, 1, 1, 1,   1, 76",
    })
    void intervalOverLayoutsCoversTheMeanOfAllLayouts(
            int forks, int cells, double fork, double layout, double rest, double overForksPercent) {
        SplittableRandom random = new SplittableRandom(20_261_124);
        int overLayouts = 0;
        int overForks = 0;
        for (int run = 0; run < 600; run++) {
            Row row = new Row(forks, cells, fork, 0, layout, rest, random);
            overLayouts += row.variance().overLayouts().interval(0.95).contains(MEAN) ? 1 : 0;
            double[] means = Arrays.stream(row.values)
                    .mapToDouble(values -> DoubleStream.of(values).average().orElseThrow())
                    .toArray();
            overForks += Estimates.tOverForks(means).interval(0.95).contains(MEAN) ? 1 : 0;
        }
        assertThat(overLayouts / 6.0).isCloseTo(95, within(3.0));
        double tolerance = 4 * Math.sqrt(overForksPercent * (100 - overForksPercent) / 600);
        assertThat(overForks / 6.0).isCloseTo(overForksPercent, within(tolerance));
    }

    @Test
    void oneCellAForkLeavesTheForkInTheRest() {
        RowVariance variance = new Row(60, 1, 3, 0, 1, 1, new SplittableRandom(5)).variance();
        assertThat(variance.cell().fork()).isZero();
        assertThat(variance.cell().rest()).isBetween(5.0, 15.0);
    }

    @Test
    void oneLayoutSaysNothingOfOthers() {
        double[][] values = {{1, 2}, {3, 5}};
        int[][] same = {{0, 0}, {0, 0}};
        RowVariance variance = RowVariance.of(values, same, same);
        assertThat(variance.overLayouts()).isEqualTo(Estimate.ofUnknownSpread(2.75, 2));
        assertThat(variance.layoutSpan()).isZero();
        assertThat(variance.cell().placements()).isEmpty();
    }

    @Test
    void equalValuesHaveNoVariance() {
        int[][] layouts = {{0, 1}, {1, 0}};
        RowVariance variance = RowVariance.of(new double[2][2], layouts, layouts);
        assertThat(variance.cell().total()).isZero();
        assertThat(variance.overLayouts()).isEqualTo(new Estimate(0, 0, 1, 2));
    }

    @Test
    void shapesThatDifferAreRefused() {
        int[][] layouts = {{0, 1}, {1, 0}};
        int[][] fewer = {{0, 1}, {1}};
        double[][] values = {{1, 2}, {3, 5}};
        assertThatIllegalArgumentException().isThrownBy(() -> RowVariance.of(values, layouts, fewer));
        assertThatIllegalArgumentException().isThrownBy(() -> RowVariance.of(values, fewer, layouts));
        assertThatIllegalArgumentException().isThrownBy(() -> RowVariance.of(values, layouts, layouts, new int[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowVariance.of(new double[][] {{1, 2}, {}}, layouts, layouts));
    }

    private static double[] normal(int count, double deviation, SplittableRandom random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return values;
    }

    private static double range(double[] values) {
        return DoubleStream.of(values).max().orElseThrow()
                - DoubleStream.of(values).min().orElseThrow();
    }
}
