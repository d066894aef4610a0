// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeometricMeanTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** R: {@code t.test(extra ~ group, data = sleep)}; a mean of two with one sign turned is half a difference. */
    @Test
    void welchsTestOfTheSleepDataIsTwiceTheMeanOfBothGroups() {
        Estimate first = Estimates.tOverForks(Samples.SLEEP_FIRST);
        Estimate second = Estimates.tOverForks(
                Arrays.stream(Samples.SLEEP_SECOND).map(value -> -value).toArray());
        Estimate mean = GeometricMean.of(List.of(first, second));
        assertThat(mean.mean() / mean.standardError()).isCloseTo(-1.8608, within(5e-5));
        assertThat(mean.degreesOfFreedom()).isCloseTo(17.776, within(5e-4));
        assertThat(mean.pValue()).isCloseTo(0.07939, within(5e-6));
        assertThat(2 * mean.interval(0.95).low()).isCloseTo(-3.3654832, within(5e-8));
        assertThat(2 * mean.interval(0.95).high()).isCloseTo(0.2054832, within(5e-8));
        assertThat(mean.count()).isEqualTo(20);
    }

    @Test
    void meanIsTheGeometricMeanOfTheRatios() {
        Estimate half = new Estimate(Math.log(0.5), 0.1, 9, 10);
        Estimate eight = new Estimate(Math.log(8), 0.1, 9, 10);
        Estimate two = new Estimate(Math.log(2), 0.1, 9, 10);
        Estimate mean = GeometricMean.of(List.of(half, eight, two));
        assertThat(Math.exp(mean.mean())).isCloseTo(2, within(1e-14));
        assertThat(mean.standardError()).isCloseTo(0.1 / Math.sqrt(3), within(1e-15));
        assertThat(mean.degreesOfFreedom()).isCloseTo(27, within(1e-12));
    }

    @Test
    void noRowsGiveNoMean() {
        assertThat(GeometricMean.of(List.of())).isEqualTo(new Estimate(Double.NaN, INFINITY, 0, 0));
    }

    @Test
    void rowOfUnknownSpreadMakesTheSpreadUnknown() {
        Estimate known = new Estimate(0.1, 0.01, 9, 10);
        Estimate oneFork = new Estimate(0.3, INFINITY, 0, 1);
        assertThat(GeometricMean.of(List.of(known, oneFork))).isEqualTo(new Estimate(0.2, INFINITY, 0, 11));
    }

    @Test
    void rowWithoutForksIsRefused() {
        Estimate none = new Estimate(Double.NaN, INFINITY, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> GeometricMean.of(List.of(none)));
    }

    @Test
    void rowsWithoutSpreadAddNoError() {
        Estimate exact = new Estimate(0.5, 0, 4, 5);
        assertThat(GeometricMean.of(List.of(exact, exact))).isEqualTo(new Estimate(0.5, 0, 8, 10));
        Estimate mixed = GeometricMean.of(List.of(exact, new Estimate(0.1, 0.02, 9, 10)));
        assertThat(mixed.standardError()).isCloseTo(0.01, within(1e-15));
        assertThat(mixed.degreesOfFreedom()).isCloseTo(9, within(1e-12));
    }

    @Test
    void oneRowIsItself() {
        Samples.property(random -> {
            double mean = Samples.number(random, -1, 1);
            double standardError = Samples.number(random, 0, 1);
            int forks = random.nextInt(2, 41);
            Estimate combined = GeometricMean.of(List.of(new Estimate(mean, standardError, forks - 1, forks)));
            assertThat(combined.mean()).isEqualTo(mean);
            assertThat(combined.count()).isEqualTo(forks);
            assertThat(combined.standardError()).isCloseTo(standardError, within(1e-15));
            assertThat(combined.degreesOfFreedom()).isCloseTo(forks - 1, within(1e-9));
        });
    }

    @Test
    void degreesOfFreedomLieBetweenThoseOfTheWorstRowAndTheirSum() {
        Samples.property(random -> {
            int firstForks = random.nextInt(2, 41);
            int secondForks = random.nextInt(2, 41);
            Estimate first = new Estimate(0, Samples.number(random, 1e-6, 1), firstForks - 1, firstForks);
            Estimate second = new Estimate(0, Samples.number(random, 1e-6, 1), secondForks - 1, secondForks);
            assertThat(GeometricMean.of(List.of(first, second)).degreesOfFreedom())
                    .isBetween(Math.min(firstForks, secondForks) - 1 - 1e-9, firstForks + secondForks - 2 + 1e-9);
        });
    }
}
