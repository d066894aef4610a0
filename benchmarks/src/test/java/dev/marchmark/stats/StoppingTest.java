// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.stats.Stopping.Decision;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingTest {
    private static final int RUNS = 1500;
    private static final double TARGET = 0.005;
    private static final Stopping USUAL = new Stopping(Looks.between(12, 100), TARGET, 0.95);

    /** Shapes of fork values, of mean 0 and standard deviation 1. */
    private enum Shape {
        NORMAL {
            @Override
            double draw(SplittableRandom random) {
                return random.nextGaussian();
            }
        },
        UNIFORM {
            @Override
            double draw(SplittableRandom random) {
                return (random.nextDouble() - 0.5) * Math.sqrt(12);
            }
        },
        /** Student's t with 5 degrees of freedom. */
        HEAVY_TAIL {
            @Override
            double draw(SplittableRandom random) {
                double chiSquared = 0;
                for (int k = 0; k < 5; k++) {
                    chiSquared += Math.pow(random.nextGaussian(), 2);
                }
                return random.nextGaussian() / Math.sqrt(chiSquared / 3);
            }
        };

        abstract double draw(SplittableRandom random);
    }

    /** Expected percentages from 40 000 rows in NumPy (METHODOLOGY.md); the limits are 4 binomial standard deviations. */
    @ParameterizedTest
    @CsvSource({
        "NORMAL,     0.5, 95.9",
        "NORMAL,     2.2, 94.9",
        "NORMAL,     10., 96.0",
        "UNIFORM,    0.5, 95.6",
        "UNIFORM,    2.2, 94.6",
        "UNIFORM,    10., 95.9",
        "HEAVY_TAIL, 0.5, 96.3",
        "HEAVY_TAIL, 2.2, 95.2",
        "HEAVY_TAIL, 10., 96.2",
    })
    void intervalOfStoppedRowsCoversWhateverTheSpread(Shape shape, double ratio, double percent) {
        SplittableRandom random = new SplittableRandom(20_261_124);
        int covered = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] values = new double[100];
            Arrays.setAll(values, i -> ratio * TARGET * shape.draw(random));
            int forks = 12;
            while (forks < 100 && USUAL.after(Arrays.copyOf(values, forks)) != Decision.STOP) {
                forks++;
            }
            Estimate estimate = USUAL.estimate(Arrays.copyOf(values, forks));
            covered += estimate.interval(0.95).contains(0) ? 1 : 0;
        }
        double tolerance = 4 * Math.sqrt(percent * (100 - percent) / RUNS);
        assertThat(covered * 100.0 / RUNS).isBetween(percent - tolerance, percent + tolerance);
    }

    /** Half width of forks 1, -1, 1, -1 ... at 12 forks: 1.057 t(11) sqrt(12/11) / sqrt(12) = 0.7015. */
    @Test
    void rowStopsExactlyWhereItsReportedIntervalIsNarrowEnough() {
        double[] forks = alternating(12);
        double reported = USUAL.estimate(forks).interval(0.95).high();
        assertThat(reported).isCloseTo(0.7015, within(0.0005));
        assertThat(decision(reported * 1.0001, forks)).isEqualTo(Decision.STOP);
        assertThat(decision(reported * 0.9999, forks)).isEqualTo(Decision.GO_ON);
    }

    @Test
    void rowGoesOnBetweenLooksHoweverNarrowItsInterval() {
        assertThat(decision(10, alternating(14))).isEqualTo(Decision.GO_ON);
        assertThat(decision(10, alternating(18))).isEqualTo(Decision.STOP);
    }

    /** At 12 forks the lower 99 % bound of their deviation 1.044 is 0.696: 0.146 wide at 100 forks. */
    @Test
    void targetThatTheMostForksHardlyReachIsOutOfReach() {
        assertThat(decision(0.150, alternating(12))).isEqualTo(Decision.GO_ON);
        assertThat(decision(0.142, alternating(12))).isEqualTo(Decision.OUT_OF_REACH);
        assertThat(decision(0.150, alternating(100))).isEqualTo(Decision.OUT_OF_REACH);
        assertThat(decision(0.150, alternating(101))).isEqualTo(Decision.OUT_OF_REACH);
    }

    @Test
    void equalForksStopAndTooFewHaveAnInfiniteInterval() {
        assertThat(USUAL.after(new double[12])).isEqualTo(Decision.STOP);
        assertThat(USUAL.after(new double[0])).isEqualTo(Decision.GO_ON);
        assertThat(USUAL.estimate(new double[1]).interval(0.95).high()).isInfinite();
    }

    @Test
    void lookingLessOftenWidensLess() {
        assertThat(USUAL.factor()).isBetween(1.056, 1.058);
        assertThat(new Stopping(Looks.between(12, 12), TARGET, 0.95).factor()).isEqualTo(1);
    }

    /** Without looks: (1.96 / 0.25)^2 = 61.5, and 2 more because of t instead of the normal quantile. */
    @Test
    void forksThatItTakesAreTheFewestThatAreNarrowEnough() {
        Stopping oneLook = new Stopping(Looks.between(12, 12), 0.25, 0.95);
        assertThat(oneLook.forksFor(1)).isEqualTo(64);
        assertThat(oneLook.forksFor(0)).isEqualTo(2);
        assertThat(oneLook.forksFor(1e9)).isEqualTo(Integer.MAX_VALUE);
        int forks = USUAL.forksFor(0.02);
        assertThat(halfWidth(forks)).isLessThanOrEqualTo(TARGET);
        assertThat(halfWidth(forks - 1)).isGreaterThan(TARGET);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        Looks looks = Looks.between(12, 12);
        assertThatIllegalArgumentException().isThrownBy(() -> new Stopping(looks, 0, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stopping(looks, Double.NaN, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stopping(looks, 0.1, 95));
        assertThatIllegalArgumentException().isThrownBy(() -> USUAL.forksFor(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> USUAL.forksFor(-1));
        double[] broken = alternating(12);
        broken[3] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> USUAL.after(broken));
    }

    private static double halfWidth(int forks) {
        return new Estimate(0, USUAL.factor() * 0.02 / Math.sqrt(forks), forks - 1, forks)
                .interval(0.95)
                .high();
    }

    /** What the usual planned looks say with another target, for which the values are scaled instead. */
    private static Decision decision(double halfWidth, double[] values) {
        return USUAL.after(
                Arrays.stream(values).map(value -> value * TARGET / halfWidth).toArray());
    }

    private static double[] alternating(int forks) {
        double[] values = new double[forks];
        Arrays.setAll(values, i -> i % 2 == 0 ? 1 : -1);
        return values;
    }
}
