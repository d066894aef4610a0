// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptiveTest {
    /** R: {@code quantile(1:10)} and {@code quantile(1:10, c(0.07, 0.95))}. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.07, 1.63", "0.25, 3.25", "0.5, 5.5", "0.75, 7.75", "0.95, 9.55", "1, 10"})
    void quantilesOfOneToTenAreThoseOfR(double probability, double quantile) {
        double[] unsorted = {7, 1, 10, 4, 9, 2, 6, 3, 8, 5};
        assertThat(Descriptive.quantileType7(unsorted, probability)).isCloseTo(quantile, within(1e-12));
    }

    /** The example in Microsoft's documentation of PERCENTILE.INC, which is type 7. */
    @Test
    void trimmedMeanCutsWholeValuesAtBothEnds() {
        // The example of R's mean(): c(0:10, 50), trim = 0.10
        double[] values = {50, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Descriptive.trimmedMean(values, 0.1)).isEqualTo(5.5);
        assertThat(Descriptive.trimmedMean(values, 0)).isEqualTo(8.75);
        assertThat(Descriptive.trimmedMean(new double[] {1, 2, 6, 7, 90}, 0.2)).isEqualTo(5);
        assertThat(Descriptive.trimmedMean(new double[] {3, 4, 8}, 0.2)).isEqualTo(5);
        assertThat(values[0]).isEqualTo(50);
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.trimmedMean(values, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.trimmedMean(values, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.trimmedMean(new double[0], 0.2));
    }

    @Test
    void cellIsTheMedianOrTheMeanWithoutTheOuterFifths() {
        double[] blocks = {100, 1, 2, 3, 4, 5, 6, 7, 9, -80};
        assertThat(CellValue.MEDIAN.of(blocks)).isEqualTo(4.5);
        assertThat(CellValue.TRIMMED_MEAN.of(blocks)).isEqualTo((2 + 3 + 4 + 5 + 6 + 7) / 6.0);
    }

    @Test
    void quantileAgreesWithPercentileInc() {
        assertThat(Descriptive.quantileType7(new double[] {1, 3, 2, 4}, 0.3)).isCloseTo(1.9, within(1e-12));
    }

    @Test
    void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(Descriptive.median(new double[] {9, -1, 4})).isEqualTo(4);
        assertThat(Descriptive.median(new double[] {9, -1, 4, 5})).isEqualTo(4.5);
        assertThat(Descriptive.median(new double[] {3})).isEqualTo(3);
    }

    /** R: {@code mad(1:9)} is 2.9652, with the constant rounded to 1.4826. */
    @Test
    void madOfOneToNineIsThatOfR() {
        double[] values = {9, 8, 7, 1, 2, 3, 4, 5, 6};
        assertThat(Descriptive.madStandardDeviation(values)).isCloseTo(2.9652, within(1e-5));
    }

    @Test
    void madOfNormalDataEstimatesTheirStandardDeviationAndIgnoresOutliers() {
        Random random = new Random(1);
        double[] values =
                random.doubles(20_000).map(u -> 3 * random.nextGaussian()).toArray();
        Arrays.fill(values, 0, 200, 1e9);
        assertThat(Descriptive.madStandardDeviation(values)).isCloseTo(3, within(0.1));
    }

    /** NIST/SEMATECH e-Handbook, 1.3.5.6: the standard deviation has divisor n - 1. R: {@code sd(c(2,4,4,4,5,5,7,9))}. */
    @Test
    void standardDeviationHasDivisorOneLessThanTheCount() {
        assertThat(Descriptive.standardDeviation(new double[] {2, 4, 4, 4, 5, 5, 7, 9}))
                .isCloseTo(2.13809, within(5e-6));
    }

    @Test
    void standardDeviationOfFewerThanTwoIsUndefined() {
        assertThat(Descriptive.standardDeviation(new double[0])).isNaN();
        assertThat(Descriptive.standardDeviation(new double[] {5})).isNaN();
    }

    @Test
    void emptySampleHasNoQuantile() {
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.median(new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.quantileType7(new double[0], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.madStandardDeviation(new double[0]));
    }

    @Test
    void valueThatIsNoMeasurementIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] values = {bad, 1, 2};
            assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.median(values));
            assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.madStandardDeviation(values));
            assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.standardDeviation(values));
        }
    }

    @Test
    void probabilityOutOfRangeIsRefused() {
        double[] values = {1, 2};
        for (double bad : new double[] {Double.NaN, -0.01, 1.01, 95}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Descriptive.quantileType7(values, bad));
        }
    }

    @Test
    void argumentIsNotModified() {
        Samples.property(random -> {
            double[] values = Samples.numbers(random, 2, 40, -9, 9);
            double[] before = values.clone();
            Descriptive.median(values);
            Descriptive.quantileType7(values, 0.95);
            Descriptive.madStandardDeviation(values);
            Descriptive.standardDeviation(values);
            assertThat(values).containsExactly(before);
        });
    }

    @Test
    void quantilesAreThoseOfTheDefinition() {
        Samples.property(random -> {
            double[] values = Samples.numbers(random, 1, 40, -9, 9);
            double probability = Samples.number(random, 0, 1);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double rank = (sorted.length - 1) * probability;
            double below = sorted[(int) Math.floor(rank)];
            double above = sorted[(int) Math.ceil(rank)];
            double expected = below + (rank - Math.floor(rank)) * (above - below);
            assertThat(Descriptive.quantileType7(values, probability)).isCloseTo(expected, within(1e-12));
        });
    }
}
