// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Any printed table, for example NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.95, 12.706",
        "2, 0.95, 4.303",
        "4, 0.95, 2.776",
        "11, 0.95, 2.201",
        "29, 0.95, 2.045",
        "100, 0.95, 1.984",
        "11, 0.90, 1.796",
        "29, 0.90, 1.699",
        "11, 0.99, 3.106"
    })
    void halfWidthOfUnitErrorIsTheTabulatedQuantile(int degreesOfFreedom, double confidence, double quantile) {
        Interval interval = new Estimate(0, 1, degreesOfFreedom, degreesOfFreedom + 1).interval(confidence);
        assertThat(interval.high()).isCloseTo(quantile, within(0.0005));
        assertThat(interval.low()).isCloseTo(-quantile, within(0.0005));
        assertThat(interval.confidence()).isEqualTo(confidence);
    }

    @Test
    void unknownSpreadGivesInfiniteIntervalAndPOfOne() {
        for (Estimate unknown :
                new Estimate[] {new Estimate(Double.NaN, INFINITY, 0, 0), new Estimate(0.7, INFINITY, 0, 1)}) {
            assertThat(unknown.interval(0.95)).isEqualTo(new Interval(-INFINITY, INFINITY, 0.95));
            assertThat(unknown.pValue()).isEqualTo(1);
        }
    }

    @Test
    void zeroSpreadGivesOnePointWhosePIsZeroUnlessItIsZero() {
        Estimate different = new Estimate(0.01, 0, 11, 12);
        assertThat(different.interval(0.95)).isEqualTo(new Interval(0.01, 0.01, 0.95));
        assertThat(different.pValue()).isEqualTo(0);
        assertThat(new Estimate(0, 0, 11, 12).pValue()).isEqualTo(1);
        assertThat(new Estimate(-0.0, 0, 11, 12).pValue()).isEqualTo(1);
    }

    @Test
    void smallPValueIsNotLostToRounding() {
        // scipy.stats.t.sf(40, 29) * 2
        assertThat(new Estimate(-40, 1, 29, 30).pValue())
                .isCloseTo(6.346877329729342e-27, within(1e-9 * 6.346877329729342e-27));
    }

    @Test
    void pValueIsBelowAlphaExactlyWhereTheIntervalExcludesZero() {
        Samples.property(random -> {
            double mean = Samples.number(random, -5, 5);
            double standardError = Samples.number(random, 0.01, 3);
            double degreesOfFreedom = Samples.number(random, 1, 60);
            double confidence = Samples.number(random, 0.5, 0.999);
            Estimate estimate = new Estimate(mean, standardError, degreesOfFreedom, 2);
            boolean flagged = estimate.interval(confidence).excludes(0);
            double distance = estimate.pValue() - (1 - confidence);
            if (Math.abs(distance) > 1e-9) {
                assertThat(flagged).isEqualTo(distance < 0);
            }
        });
    }

    @Test
    void intervalIsSymmetricAroundTheMeanAndGrowsWithConfidence() {
        Samples.property(random -> {
            double mean = Samples.number(random, -1, 1);
            double standardError = Samples.number(random, 1e-6, 1);
            double degreesOfFreedom = Samples.number(random, 1, 60);
            double confidence = Samples.number(random, 0.5, 0.98);
            Estimate estimate = new Estimate(mean, standardError, degreesOfFreedom, 2);
            Interval narrow = estimate.interval(confidence);
            Interval wide = estimate.interval(confidence + 0.01);
            assertThat(narrow.low() + narrow.high()).isCloseTo(2 * mean, within(1e-12));
            assertThat(wide.low()).isLessThan(narrow.low());
            assertThat(wide.high()).isGreaterThan(narrow.high());
        });
    }

    @Test
    void contradictionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, 1, 1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, INFINITY, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Double.NaN, 1, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(INFINITY, 1, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, -1, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, Double.NaN, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, 1, Double.NaN, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, 1, INFINITY, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, 1, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(0, INFINITY, 1, 2));
    }

    @Test
    void percentageIsRefusedAsConfidence() {
        for (Estimate estimate : new Estimate[] {new Estimate(0, 1, 1, 2), new Estimate(0, INFINITY, 0, 1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> estimate.interval(95))
                    .withMessageContaining("confidence is 95");
        }
    }
}
