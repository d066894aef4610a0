// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void endsBelongToTheInterval() {
        Interval interval = new Interval(-1, 2, 0.95);
        assertThat(interval.contains(-1)).isTrue();
        assertThat(interval.contains(2)).isTrue();
        assertThat(interval.contains(Math.nextDown(-1.0))).isFalse();
        assertThat(interval.contains(Math.nextUp(2.0))).isFalse();
    }

    @Test
    void excludingIsTheOppositeOfContaining() {
        Interval interval = new Interval(0.001, 0.002, 0.95);
        assertThat(interval.excludes(0)).isTrue();
        assertThat(interval.excludes(0.0015)).isFalse();
    }

    @Test
    void insideOfAMarginNeedsBothEndsStrictlyInside() {
        assertThat(new Interval(-0.004, 0.003, 0.9).insideOf(0.005)).isTrue();
        assertThat(new Interval(-0.005, 0.003, 0.9).insideOf(0.005)).isFalse();
        assertThat(new Interval(-0.004, 0.005, 0.9).insideOf(0.005)).isFalse();
        assertThat(new Interval(0.006, 0.007, 0.9).insideOf(0.005)).isFalse();
    }

    @Test
    void infiniteIntervalExcludesNothingAndIsInsideOfNoMargin() {
        Interval interval = new Interval(-INFINITY, INFINITY, 0.95);
        assertThat(interval.excludes(0)).isFalse();
        assertThat(interval.insideOf(INFINITY)).isFalse();
    }

    @Test
    void ratioIsTheExponentialOfBothEnds() {
        Interval ratio = new Interval(Math.log(0.5), Math.log(3), 0.9).toRatio();
        assertThat(ratio.low()).isCloseTo(0.5, within(1e-15));
        assertThat(ratio.high()).isCloseTo(3, within(1e-15));
        assertThat(ratio.confidence()).isEqualTo(0.9);
        assertThat(new Interval(-INFINITY, INFINITY, 0.9).toRatio()).isEqualTo(new Interval(0, INFINITY, 0.9));
    }

    @Test
    void ratioWhoseLogarithmIsFarAwayHasNoBounds() {
        assertThat(new Interval(-700, 700, 0.9).toRatio().boundsRatio()).isTrue();
        assertThat(new Interval(-1, 710, 0.9).toRatio().boundsRatio()).isFalse();
        assertThat(new Interval(-800, 1, 0.9).toRatio().boundsRatio()).isFalse();
        assertThat(new Interval(-INFINITY, INFINITY, 0.9).toRatio().boundsRatio())
                .isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(2, 1, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 1, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, Double.NaN, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 1, 1));
        Interval interval = new Interval(0, 1, 0.95);
        assertThatIllegalArgumentException().isThrownBy(() -> interval.contains(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> interval.excludes(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> interval.insideOf(0));
        assertThatIllegalArgumentException().isThrownBy(() -> interval.insideOf(Double.NaN));
    }
}
