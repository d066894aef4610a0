// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorTest {
    /** Fifteen pairs of maize, crossed less self-fertilised, in eighths of an inch (Darwin 1876; Fisher 1935). */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    private static final int RESAMPLES = 399;

    static Stream<Estimator> all() {
        return Stream.concat(Stream.of(Estimator.tOverForks()), resampling());
    }

    static Stream<Estimator> resampling() {
        return Stream.of(
                Estimator.bootstrapT(RESAMPLES),
                Estimator.hierarchicalBootstrap(RESAMPLES),
                Estimator.signFlip(RESAMPLES));
    }

    private static double[][] oneCellEach(double... forks) {
        return Arrays.stream(forks).mapToObj(fork -> new double[] {fork}).toArray(double[][]::new);
    }

    private static double[][] anyCells(SplittableRandom random) {
        double[][] cells = new double[random.nextInt(2, 20)][];
        Arrays.setAll(cells, any -> Samples.numbers(random, 1, 8, -1, 1));
        return cells;
    }

    private static double[][] each(double[][] cells, DoubleUnaryOperator change) {
        return Arrays.stream(cells)
                .map(fork -> Arrays.stream(fork).map(change).toArray())
                .toArray(double[][]::new);
    }

    private static SplittableRandom seeded() {
        return new SplittableRandom(20_261_124);
    }

    @Test
    void maizeGivesFishersCountOfSignFlipsAndStudentsT() {
        double[][] cells = oneCellEach(MAIZE);
        Inference flipped = Estimator.signFlip(32_767).estimate(cells, seeded());
        assertThat(flipped.mean()).isCloseTo(314 / 15.0, within(1e-12));
        assertThat(flipped.pValue()).isCloseTo(2 * 863 / 32_768.0, within(1e-12));
        Inference student = Estimator.tOverForks().estimate(cells, seeded());
        assertThat(student.pValue()).isCloseTo(0.0497, within(5e-5));
        // An exact 94.7 % interval of the one test must end just where its p value says, and near the other's.
        assertThat(flipped.interval(1 - 2 * 863 / 32_768.0).low()).isPositive();
        assertThat(flipped.interval(0.95).excludes(0)).isFalse();
        assertThat(flipped.interval(0.95).low())
                .isCloseTo(student.interval(0.95).low(), within(1.0));
        assertThat(flipped.interval(0.95).high())
                .isCloseTo(student.interval(0.95).high(), within(1.0));
    }

    @Test
    void signFlipIntervalHoldsJustTheTruthsThatTheTestDoesNotRefuse() {
        double[] forks = {0.3, 1.1, 2.0, 2.2, 3.7, 5.9, 7.1};
        Interval interval =
                Estimator.signFlip(1000).estimate(oneCellEach(forks), seeded()).interval(0.9);
        for (double truth = -1; truth < 9; truth += 0.0137) {
            assertThat(interval.contains(truth)).as("%s", truth).isEqualTo(flipTest(forks, truth) > 0.1);
        }
    }

    /** By the definition: twice the share of sign patterns whose sum is as far out on the side of the observed one. */
    private static double flipTest(double[] forks, double truth) {
        double observed = Arrays.stream(forks).map(fork -> fork - truth).sum();
        int patterns = 1 << forks.length;
        int above = 0;
        int below = 0;
        for (int signs = 0; signs < patterns; signs++) {
            double sum = 0;
            for (int i = 0; i < forks.length; i++) {
                sum += (signs >> i & 1) == 1 ? truth - forks[i] : forks[i] - truth;
            }
            above += sum >= observed - 1e-12 ? 1 : 0;
            below += sum <= observed + 1e-12 ? 1 : 0;
        }
        return 2.0 * Math.min(above, below) / patterns;
    }

    @Test
    void studentisedBootstrapAgreesWithAllResamplesOfFourForks() {
        double[] forks = {0.02, 0.05, -0.01, 0.03};
        double t = t(forks);
        int above = 0;
        for (int resample = 0; resample < 256; resample++) {
            double[] drawn = new double[4];
            for (int i = 0; i < 4; i++) {
                drawn[i] = forks[(resample >> (2 * i)) & 3] - 0.0225;
            }
            above += t(drawn) >= t ? 1 : 0;
        }
        assertThat(above).isBetween(10, 100); // so that it is no test of a corner
        Inference inference = Estimator.bootstrapT(40_000).estimate(oneCellEach(forks), seeded());
        assertThat(inference.pValue()).isCloseTo(2 * above / 256.0, within(0.015));
    }

    private static double t(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        return Math.abs(mean) < 1e-15 ? 0 : error < 1e-15 ? mean * Double.POSITIVE_INFINITY : mean / error;
    }

    @Test
    void hierarchicalBootstrapAgreesWithAllResamplesOfTwoForksOfTwoCells() {
        double[][] cells = {{0.05, -0.06}, {0.03, -0.01}};
        int notAbove = 0;
        for (int resample = 0; resample < 64; resample++) {
            double[] first = cells[resample & 1];
            double[] second = cells[resample >> 1 & 1];
            double sum = first[resample >> 2 & 1]
                    + first[resample >> 3 & 1]
                    + second[resample >> 4 & 1]
                    + second[resample >> 5 & 1];
            notAbove += sum <= 1e-15 ? 1 : 0;
        }
        assertThat(notAbove).isBetween(10, 63);
        Inference inference = Estimator.hierarchicalBootstrap(40_000).estimate(cells, seeded());
        assertThat(inference.pValue()).isCloseTo(2 * Math.min(notAbove, 64 - notAbove) / 64.0, within(0.02));
    }

    /** Of the 15 subsets of these forks 3 have a mean below 0, so 14 drawn ones give p = 2 (1 + 14 * 3/15) / 15 on average. */
    @Test
    void drawnSubsetsAreEquallyLikelyAndNeverEmpty() {
        double[][] cells = oneCellEach(1, 2, 3, -2.5);
        SplittableRandom random = seeded();
        double sum = 0;
        for (int i = 0; i < 4000; i++) {
            sum += Estimator.signFlip(14).estimate(cells, random).pValue();
        }
        assertThat(sum / 4000).isCloseTo(2 * (1 + 14 * 3 / 15.0) / 15, within(0.015));
    }

    @Test
    void sleepGivesThePValueOfAllItsSignFlips() {
        // Nine of one sign and a zero: only the flip of the zero is as far out.
        Inference inference = Estimator.signFlip(2000).estimate(oneCellEach(Samples.sleepDifferences()), seeded());
        assertThat(inference.pValue()).isEqualTo(2 * 2 / 1024.0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shiftOfAllForksShiftsTheIntervalAndNothingElse(Estimator estimator) {
        Samples.property(random -> {
            double[][] cells = anyCells(random);
            double shift = Samples.number(random, -1, 1);
            Inference shifted = estimator.estimate(each(cells, value -> value + shift), seeded());
            Interval expected = estimator.estimate(cells, seeded()).interval(0.9);
            Interval interval = shifted.interval(0.9);
            assertThat(shifted.mean()).isCloseTo(meanOf(cells) + shift, within(1e-12));
            // Beyond lie the t values of resamples that spread by hardly more than the rounding.
            if (Math.abs(expected.low()) < 1e3) {
                assertThat(interval.low()).isCloseTo(expected.low() + shift, within(1e-9));
            }
            if (Math.abs(expected.high()) < 1e3) {
                assertThat(interval.high()).isCloseTo(expected.high() + shift, within(1e-9));
            }
        });
    }

    private static double meanOf(double[][] cells) {
        return Arrays.stream(cells)
                .mapToDouble(fork -> Arrays.stream(fork).average().orElseThrow())
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("all")
    void exchangeOfTheSidesAndScaleMirrorTheIntervalAndLeaveThePValue(Estimator estimator) {
        Samples.property(random -> {
            double[][] cells = anyCells(random);
            double scale = Math.pow(2, random.nextInt(-9, 10)); // a power of two, so that rounding is the same
            Inference original = estimator.estimate(cells, seeded());
            Inference mirrored = estimator.estimate(each(cells, value -> -scale * value), seeded());
            assertThat(mirrored.interval(0.9).low())
                    .isEqualTo(-scale * original.interval(0.9).high() + 0.0);
            assertThat(mirrored.interval(0.9).high())
                    .isEqualTo(-scale * original.interval(0.9).low() + 0.0);
            assertThat(mirrored.pValue()).isEqualTo(original.pValue());
        });
    }

    @ParameterizedTest
    @MethodSource("resampling")
    void intervalExcludesZeroJustWhereThePValueIsAtMostItsLevel(Estimator estimator) {
        Samples.property(random -> {
            Inference inference = estimator.estimate(each(anyCells(random), value -> value + 0.3), seeded());
            for (double confidence : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
                assertThat(inference.interval(confidence).excludes(0))
                        .isEqualTo(inference.pValue() <= 1 - confidence + 1e-12);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneForkGivesItsMeanAndAnInfiniteInterval(Estimator estimator) {
        Inference inference = estimator.estimate(new double[][] {{0.1, 0.3}}, seeded());
        assertThat(inference.mean()).isCloseTo(0.2, within(1e-15));
        assertThat(inference.interval(0.95))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        assertThat(inference.pValue()).isEqualTo(1).isEqualTo(estimator.smallestPValue(1));
        assertThat(estimator.estimate(new double[0][], seeded()).mean()).isNaN();
    }

    @ParameterizedTest
    @MethodSource("all")
    void equalForksGiveASinglePoint(Estimator estimator) {
        double[][] cells = new double[12][];
        Arrays.fill(cells, new double[] {0.25, 0.25, 0.25});
        assertThat(estimator.estimate(cells, seeded()).interval(0.95)).isEqualTo(new Interval(0.25, 0.25, 0.95));
        assertThat(estimator.estimate(each(cells, value -> 0), seeded()).pValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNoMeasurementIsRefused(Estimator estimator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimator.estimate(new double[][] {{1}, {}}, seeded()))
                .withMessageContaining("fork 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimator.estimate(new double[][] {{1}, {Double.NaN}}, seeded()));
    }

    @ParameterizedTest
    @MethodSource("resampling")
    void noDataGiveAPValueBelowTheSmallest(Estimator estimator) {
        for (int n : new int[] {2, 3, 5, 8, 12, 30}) {
            double[] far = new double[n];
            Arrays.setAll(far, i -> 1000 + i / 1e3);
            double smallest = estimator.smallestPValue(n);
            double p = estimator.estimate(oneCellEach(far), seeded()).pValue();
            assertThat(p).as("%s forks", n).isGreaterThanOrEqualTo(smallest);
            if (n > 8 || !(estimator instanceof BootstrapT)) { // of few forks, often all drawn are the same
                assertThat(p).as("%s forks", n).isEqualTo(smallest);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, false", // 2 / 32 flips
        "6, 1, true",
        "6, 2, false",
        "12, 9, true", // 2 / 400 resamples
        "12, 10, false",
    })
    void signFlipIsRefusedWhereItCouldNotConfirmARow(int forks, int rows, boolean can) {
        assertThat(Estimator.signFlip(RESAMPLES).canConfirm(forks, rows, 0.05)).isEqualTo(can);
    }

    @Test
    void estimatorThatCanConfirmDoesSoInHolmsTableAndOneThatCannotNever() {
        double[][] clear = oneCellEach(1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.10, 1.11, 1.12);
        for (Estimator estimator : all().toList()) {
            for (int rows : new int[] {1, 9, 10, 14, 50}) {
                double[] pValues = new double[rows];
                Arrays.fill(pValues, estimator.estimate(clear, seeded()).pValue());
                assertThat(Holm.adjust(pValues)[0] < 0.05).isEqualTo(estimator.canConfirm(12, rows, 0.05));
            }
        }
        assertThat(Estimator.tOverForks().canConfirm(12, 10_000, 0.05)).isTrue();
        assertThat(Estimator.tOverForks().canConfirm(1, 1, 0.05)).isFalse();
    }

    @Test
    void resamplesBelowOneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Estimator.bootstrapT(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimator.hierarchicalBootstrap(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimator.signFlip(0));
    }
}
