// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.stats.Estimate;
import org.junit.jupiter.api.Test;

class AllowedTest {
    // 95 % half width 0.0022.
    private static final Estimate ROW = new Estimate(0.01, 0.001, 11, 12);

    @Test
    void orderBeyondNoiseMovesTheEndsApart() {
        Allowed allowed = Allowed.of(ROW, new Estimate(-0.004, 0.0005, 11, 12));
        assertThat(allowed.allowance()).isEqualTo(0.004);
        assertThat(allowed.interval(0.95).low()).isCloseTo(ROW.interval(0.95).low() - 0.004, within(1e-15));
        assertThat(allowed.interval(0.95).high()).isCloseTo(ROW.interval(0.95).high() + 0.004, within(1e-15));
        assertThat(allowed.pValue()).isEqualTo(new Estimate(0.006, 0.001, 11, 12).pValue());
    }

    @Test
    void pValueAndIntervalAgree() {
        for (double order : new double[] {0.001, 0.005, 0.0075, 0.0079, 0.009, 0.02}) {
            Allowed allowed = Allowed.of(ROW, new Estimate(order, 1e-5, 11, 12));
            assertThat(allowed.pValue() < 0.05).isEqualTo(allowed.interval(0.95).excludes(0));
        }
    }

    @Test
    void noiseAndTriflesAreNotAdded() {
        assertThat(Allowed.of(ROW, new Estimate(0.004, 0.01, 11, 12)).allowance())
                .isZero();
        assertThat(Allowed.of(ROW, new Estimate(0.0005, 1e-5, 11, 12)).allowance())
                .isZero();
        assertThat(Allowed.of(ROW, new Estimate(0.004, Double.POSITIVE_INFINITY, 0, 1))
                        .allowance())
                .isZero();
        assertThat(Allowed.of(ROW, new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0, 0))
                        .pValue())
                .isEqualTo(ROW.pValue());
    }
}
