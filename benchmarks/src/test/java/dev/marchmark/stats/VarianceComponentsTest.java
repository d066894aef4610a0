// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {
    /** Yields of dyestuff, six batches of five samples (Davies and Goldsmith 1972; {@code Dyestuff} in R's lme4). */
    private static final double[][] DYESTUFF = {
        {1545, 1440, 1440, 1520, 1580},
        {1540, 1555, 1490, 1560, 1495},
        {1595, 1550, 1605, 1510, 1560},
        {1445, 1440, 1595, 1465, 1545},
        {1595, 1630, 1515, 1635, 1625},
        {1520, 1455, 1450, 1480, 1445},
    };

    /** Made so that batches differ less than samples (Box and Tiao 1973; {@code Dyestuff2} in lme4). */
    private static final double[][] DYESTUFF_WITHOUT_BATCHES = {
        {7.298, 3.846, 2.434, 9.566, 7.990},
        {5.220, 6.556, 0.608, 11.788, -0.892},
        {0.110, 10.386, 13.434, 5.510, 8.166},
        {2.212, 4.852, 7.092, 9.288, 4.980},
        {0.282, 9.014, 4.458, 9.446, 7.198},
        {1.722, 4.782, 8.106, 0.758, 3.758},
    };

    /** Effort to rise from four stools, nine subjects (Devore 2000; {@code ergoStool} in R's nlme). */
    private static final double[][] STOOLS = {
        {12, 15, 12, 10},
        {10, 14, 13, 12},
        {7, 14, 13, 9},
        {7, 11, 10, 9},
        {8, 11, 8, 7},
        {9, 11, 11, 10},
        {8, 12, 12, 11},
        {7, 11, 8, 7},
        {9, 13, 10, 8},
    };

    /** lme4: {@code VarCorr(lmer(Yield ~ 1 + (1 | Batch), Dyestuff))}; {@code ranef} of it, which lme4 iterates. */
    @Test
    void batchesOfDyestuffGiveThePublishedComponentsAndPredictions() {
        VarianceComponents components = VarianceComponents.of(flat(DYESTUFF), rows(DYESTUFF));
        assertThat(components.variance(0)).isCloseTo(1764.05, within(1e-6));
        assertThat(components.rest()).isCloseTo(2451.25, within(1e-6));
        assertThat(components.effects(0))
                .containsExactly(
                        new double[] {-17.60685, 0.39124, 28.56223, -23.08458, 56.73327, -44.99523}, within(1e-3));
    }

    /** Two batches whose mean squares are equal: the component is 0, and what rounding makes of it has either sign. */
    @Test
    void componentThatIsOnlyRoundingIsZeroInAnyUnit() {
        double apart = Math.sqrt(0.02);
        for (int unit = 1; unit <= 1000; unit++) {
            double[] values = {0.1, 0.3, 0.1 + apart, 0.3 + apart};
            int scale = unit;
            Arrays.setAll(values, i -> values[i] * scale / 7);
            VarianceComponents components = VarianceComponents.of(values, new int[] {0, 0, 1, 1});
            assertThat(components.variance(0)).as("times %d / 7", scale).isZero();
            assertThat(components.rest()).isPositive();
        }
    }

    /** lme4: 0 for batches, 13.81 for the residual, which is then the plain variance of all. */
    @Test
    void negativeComponentBecomesZeroAndTheOthersAreFittedAgain() {
        VarianceComponents components =
                VarianceComponents.of(flat(DYESTUFF_WITHOUT_BATCHES), rows(DYESTUFF_WITHOUT_BATCHES));
        assertThat(components.variance(0)).isZero();
        assertThat(components.rest()).isCloseTo(13.80631, within(1e-5));
        assertThat(components.effects(0)).containsOnly(0);
    }

    /** nlme: subjects 1.332465 squared, residual 1.100295 squared; for stools (27.0648 - 1.2106) / 9 by its anova table. */
    @Test
    void crossedStoolsAndSubjectsGiveThePublishedComponents() {
        VarianceComponents components = VarianceComponents.of(flat(STOOLS), rows(STOOLS), columns(STOOLS));
        assertThat(components.variance(0)).isCloseTo(1.332465 * 1.332465, within(1e-5));
        assertThat(components.variance(1)).isCloseTo(2.87269, within(1e-5));
        assertThat(components.rest()).isCloseTo(1.100295 * 1.100295, within(1e-5));
    }

    @Test
    void factorThatCannotBeToldFromEarlierOnesGetsNothing() {
        int[] batches = rows(DYESTUFF);
        int[] renamed = Arrays.stream(batches).map(batch -> 7 - batch).toArray();
        int[] single = new int[30];
        int[] each = IntStream.range(0, 30).toArray();
        VarianceComponents components = VarianceComponents.of(flat(DYESTUFF), batches, renamed, single, each);
        assertThat(components.variance(0)).isCloseTo(1764.05, within(1e-6));
        assertThat(components.variance(1)).isZero();
        assertThat(components.variance(2)).isZero();
        assertThat(components.variance(3)).isZero();
        assertThat(components.rest()).isCloseTo(2451.25, within(1e-6));
    }

    @Test
    void componentsOfUnbalancedDrawsAreRightOnAverage() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        double[] deviations = {1.5, 1, 2};
        int runs = 400;
        double[][] estimates = new double[3][runs];
        for (int run = 0; run < runs; run++) {
            int[][] factors = new int[2][120];
            double[][] effects = new double[2][10];
            double[] values = new double[120];
            for (int factor = 0; factor < 2; factor++) {
                double deviation = deviations[factor];
                Arrays.setAll(effects[factor], i -> deviation * random.nextGaussian());
                Arrays.setAll(factors[factor], i -> (int) (10 * Math.pow(random.nextDouble(), 1.5)));
            }
            Arrays.setAll(
                    values,
                    i -> 50
                            + effects[0][factors[0][i]]
                            + effects[1][factors[1][i]]
                            + deviations[2] * random.nextGaussian());
            VarianceComponents components = VarianceComponents.of(values, factors);
            estimates[0][run] = components.variance(0);
            estimates[1][run] = components.variance(1);
            estimates[2][run] = components.rest();
        }
        for (int i = 0; i < 3; i++) {
            Estimate estimate = Estimates.tOverForks(estimates[i]);
            assertThat(estimate.mean())
                    .as("component %s", i)
                    .isCloseTo(deviations[i] * deviations[i], within(4 * estimate.standardError()));
        }
    }

    @Test
    void valuesWithoutRestAreAllEffects() {
        VarianceComponents components = VarianceComponents.of(new double[] {1, 1, 3, 3}, new int[] {0, 0, 1, 1});
        assertThat(components.variance(0)).isCloseTo(2, within(1e-9));
        assertThat(components.effects(0)).containsExactly(new double[] {-1, 1}, within(1e-5));
        assertThat(VarianceComponents.of(new double[4], new int[] {0, 0, 1, 1}).rest())
                .isZero();
    }

    @Test
    void shapesThatDifferAndTooFewValuesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> VarianceComponents.of(new double[1], new int[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> VarianceComponents.of(new double[3], new int[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.of(new double[] {1, Double.NaN}, new int[2]));
    }

    private static double[] flat(double[][] table) {
        return Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
    }

    private static int[] rows(double[][] table) {
        int width = table[0].length;
        return IntStream.range(0, table.length * width).map(i -> i / width).toArray();
    }

    private static int[] columns(double[][] table) {
        int width = table[0].length;
        return IntStream.range(0, table.length * width).map(i -> i % width).toArray();
    }
}
