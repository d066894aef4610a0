// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EstimatesTest {
    /** Student's data on sleep as R's t.test() has it: t = -1.8608, df = 17.776, p = 0.07939, 95 % from -3.3654832 to 0.2054832. */
    @Test
    void differenceIsWelchs() {
        Estimate first = Estimates.tOverForks(new double[] {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
        Estimate second = Estimates.tOverForks(new double[] {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});
        Estimate difference = Estimates.difference(first, second);
        assertThat(difference.mean() / difference.standardError()).isCloseTo(-1.8608, within(5e-5));
        assertThat(difference.degreesOfFreedom()).isCloseTo(17.776, within(5e-4));
        assertThat(difference.pValue()).isCloseTo(0.07939, within(5e-6));
        assertThat(difference.interval(0.95).low()).isCloseTo(-3.3654832, within(5e-8));
        assertThat(difference.interval(0.95).high()).isCloseTo(0.2054832, within(5e-8));
        assertThat(difference.count()).isEqualTo(20);
    }

    @Test
    void differenceOfWhatIsHardlyKnownIsHardlyKnown() {
        Estimate exact = Estimates.tOverForks(new double[] {1, 1, 1});
        assertThat(Estimates.difference(exact, Estimates.tOverForks(new double[] {4}))
                        .interval(0.95)
                        .contains(1e6))
                .isTrue();
        Estimate both = Estimates.difference(exact, Estimates.tOverForks(new double[] {4, 4}));
        assertThat(both).isEqualTo(new Estimate(-3, 0, 3, 5));
        Estimate none = Estimates.tOverForks(new double[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> Estimates.difference(exact, none));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimates.difference(none, exact));
    }

    @Test
    void studentsSleepDataGivesThePublishedTest() {
        Estimate estimate = Estimates.tOverForks(Samples.sleepDifferences());
        assertThat(estimate.mean()).isCloseTo(-1.58, within(1e-12));
        assertThat(estimate.mean() / estimate.standardError()).isCloseTo(-4.0621, within(5e-5));
        assertThat(estimate.degreesOfFreedom()).isEqualTo(9);
        assertThat(estimate.count()).isEqualTo(10);
        assertThat(estimate.pValue()).isCloseTo(0.002833, within(5e-7));
        assertThat(estimate.interval(0.95).low()).isCloseTo(-2.4598858, within(5e-8));
        assertThat(estimate.interval(0.95).high()).isCloseTo(-0.7001142, within(5e-8));
    }

    @Test
    void noForkGivesNoMeanAndAnInfiniteInterval() {
        Estimate estimate = Estimates.tOverForks(new double[0]);
        assertThat(estimate.count()).isZero();
        assertThat(estimate.mean()).isNaN();
        assertThat(estimate.interval(0.95).excludes(0)).isFalse();
        assertThat(estimate.pValue()).isEqualTo(1);
    }

    @Test
    void oneForkGivesItsValueAndAnInfiniteInterval() {
        Estimate estimate = Estimates.tOverForks(new double[] {0.25});
        assertThat(estimate.count()).isEqualTo(1);
        assertThat(estimate.mean()).isEqualTo(0.25);
        assertThat(estimate.interval(0.95).toRatio()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
        assertThat(estimate.pValue()).isEqualTo(1);
    }

    @Test
    void equalForksGiveExactlyNoSpread() {
        // 0.1 summed 7 times and divided by 7 is not 0.1: the mean needs its correcting pass
        double[] equal = new double[7];
        Arrays.fill(equal, 0.1);
        assertThat(Estimates.tOverForks(equal)).isEqualTo(new Estimate(0.1, 0, 6, 7));
        assertThat(Estimates.tOverForks(new double[12]).pValue()).isEqualTo(1);
    }

    @Test
    void valueThatIsNoMeasurementIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Estimates.tOverForks(new double[] {0, bad}))
                    .withMessageContaining("value 1");
        }
    }

    @Test
    void shiftOfAllForksShiftsTheIntervalAndNothingElse() {
        Samples.property(random -> {
            double[] forks = Samples.numbers(random, 2, 30, -1, 1);
            double shift = Samples.number(random, -1, 1);
            Estimate original = Estimates.tOverForks(forks);
            Estimate shifted = Estimates.tOverForks(
                    Arrays.stream(forks).map(value -> value + shift).toArray());
            Interval interval = shifted.interval(0.95);
            assertThat(shifted.mean()).isCloseTo(original.mean() + shift, within(1e-12));
            assertThat(interval.low()).isCloseTo(original.interval(0.95).low() + shift, within(1e-12));
            assertThat(interval.high()).isCloseTo(original.interval(0.95).high() + shift, within(1e-12));
        });
    }

    @Test
    void scaleOfAllForksScalesTheIntervalAndLeavesThePValue() {
        Samples.property(random -> {
            double[] forks = Samples.numbers(random, 2, 30, -1, 1);
            double scale = Samples.number(random, 0.001, 1000);
            Estimate original = Estimates.tOverForks(forks);
            Estimate scaled = Estimates.tOverForks(
                    Arrays.stream(forks).map(value -> -scale * value).toArray());
            Interval interval = original.interval(0.95);
            double accuracy = 1e-12 * scale;
            assertThat(scaled.interval(0.95).low()).isCloseTo(-scale * interval.high(), within(accuracy));
            assertThat(scaled.interval(0.95).high()).isCloseTo(-scale * interval.low(), within(accuracy));
            assertThat(scaled.pValue()).isCloseTo(original.pValue(), within(1e-9));
        });
    }

    @Test
    void intervalAndForksGiveTheEstimateBack() {
        Samples.property(random -> {
            Estimate original = Estimates.tOverForks(Samples.numbers(random, 2, 30, -1, 1));
            Estimate again = Estimates.withInterval(original.interval(0.95), original.count());
            assertThat(again.mean()).isCloseTo(original.mean(), within(1e-12));
            assertThat(again.standardError()).isCloseTo(original.standardError(), within(1e-9));
            assertThat(again.degreesOfFreedom()).isEqualTo(original.degreesOfFreedom());
        });
    }
}
