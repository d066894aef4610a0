// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectableEffectTest {
    /** Bloom 1995: in large samples 2.8 standard errors at 5 % two-sided and power 0.8. */
    @Test
    void largeSampleNeedsBloomsMultiplier() {
        assertThat(DetectableEffect.of(new Estimate(0.3, 1, 100_000, 100_001), 0.05, 0.8))
                .isCloseTo(2.8016, within(1e-4));
    }

    /** R: {@code power.t.test(delta = 0.5, power = 0.8, type = "paired")} asks for n = 33.37 pairs. */
    @Test
    void halfAStandardDeviationNeedsThirtyFourPairs() {
        assertThat(ofUnitDeviation(33)).isGreaterThan(0.5);
        assertThat(ofUnitDeviation(34)).isLessThan(0.5);
    }

    /** 5000 runs, so the share flagged has a standard deviation of 0.57 %; the limits are four of them. */
    @ParameterizedTest
    @ValueSource(ints = {12, 30})
    void effectOfThatSizeIsFlaggedInFourRunsOfFive(int forks) {
        SplittableRandom random = new SplittableRandom(20_261_123);
        double effect = ofUnitDeviation(forks);
        int runs = 5000;
        int flagged = 0;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[forks];
            for (int i = 0; i < forks; i++) {
                values[i] = effect + random.nextGaussian();
            }
            if (Estimates.tOverForks(values).interval(0.95).excludes(0)) {
                flagged++;
            }
        }
        assertThat((double) flagged / runs).isBetween(0.8 - 0.0226, 0.8 + 0.0226);
    }

    @Test
    void unknownSpreadDetectsNothingAndNoSpreadDetectsAnything() {
        assertThat(DetectableEffect.of(new Estimate(0.1, Double.POSITIVE_INFINITY, 0, 1), 0.05, 0.8))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(DetectableEffect.of(new Estimate(0.1, 0, 11, 12), 0.05, 0.8)).isZero();
    }

    @Test
    void effectIsBeyondTheHalfWidthAndGrowsWithPowerAndStrictness() {
        Samples.property(random -> {
            double standardError = Samples.number(random, 1e-6, 1);
            double degreesOfFreedom = Samples.number(random, 1, 60);
            double alpha = Samples.number(random, 0.01, 0.2);
            double power = Samples.number(random, 0.51, 0.95);
            Estimate estimate = new Estimate(0, standardError, degreesOfFreedom, 2);
            double effect = DetectableEffect.of(estimate, alpha, power);
            assertThat(effect).isGreaterThan(estimate.interval(1 - alpha).high());
            assertThat(DetectableEffect.of(estimate, alpha, power + 0.01)).isGreaterThan(effect);
            assertThat(DetectableEffect.of(estimate, alpha / 2, power)).isGreaterThan(effect);
        });
    }

    @Test
    void levelOrPowerOutOfRangeIsRefused() {
        Estimate estimate = new Estimate(0, 1, 9, 10);
        for (double bad : new double[] {Double.NaN, 0, 1, 5}) {
            assertThatIllegalArgumentException().isThrownBy(() -> DetectableEffect.of(estimate, bad, 0.8));
        }
        for (double bad : new double[] {Double.NaN, 0.2, 1, 80}) {
            assertThatIllegalArgumentException().isThrownBy(() -> DetectableEffect.of(estimate, 0.05, bad));
        }
    }

    private static double ofUnitDeviation(int forks) {
        return DetectableEffect.of(new Estimate(0, 1 / Math.sqrt(forks), forks - 1, forks), 0.05, 0.8);
    }
}
