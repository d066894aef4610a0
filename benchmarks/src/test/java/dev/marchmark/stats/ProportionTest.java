// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
    /** Newcombe 1998 (Statistics in Medicine 17:857), table I, method 5, the exact interval. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2527, 0.3676",
        "15, 148, 0.0578, 0.1617",
        "0, 20, 0.0000, 0.1684",
        "1, 29, 0.0009, 0.1776",
    })
    void exactIntervalIsThatOfNewcombesTable(int successes, int trials, double low, double high) {
        Interval interval = new Proportion(successes, trials).interval(0.95);
        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    /** R: {@code binom.test(682, 925)}, the example of its help page. */
    @Test
    void exactIntervalIsThatOfR() {
        Proportion proportion = new Proportion(682, 925);
        assertThat(proportion.value()).isCloseTo(0.7372973, within(5e-8));
        assertThat(proportion.interval(0.95).low()).isCloseTo(0.7076683, within(5e-8));
        assertThat(proportion.interval(0.95).high()).isCloseTo(0.7654066, within(5e-8));
    }

    @Test
    void extremesEndAtTheExtremes() {
        assertThat(new Proportion(0, 10).interval(0.95).low()).isEqualTo(0);
        assertThat(new Proportion(10, 10).interval(0.95).high()).isEqualTo(1);
        // 1 - 0.025^(1/10), the closed form of the other end
        assertThat(new Proportion(0, 10).interval(0.95).high()).isCloseTo(0.30849710781876, within(1e-12));
        assertThat(new Proportion(10, 10).interval(0.95).low()).isCloseTo(0.69150289218124, within(1e-12));
    }

    @Test
    void noTrialSaysNothing() {
        assertThat(new Proportion(0, 0).value()).isNaN();
        assertThat(new Proportion(0, 0).interval(0.95)).isEqualTo(new Interval(0, 1, 0.95));
    }

    @Test
    void impossibleCountsAndConfidencesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(4, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(1, 3).interval(95))
                .withMessageContaining("confidence is 95");
    }

    /** The definition itself, by the binomial distribution instead of the beta one. */
    @Test
    void eachEndIsWhereTheObservedCountBecomesTooRare() {
        Samples.property(random -> {
            int trials = random.nextInt(2, 301);
            int successes = random.nextInt(1, trials);
            Interval interval = new Proportion(successes, trials).interval(0.9);
            double atLeast = 1 - new BinomialDistribution(trials, interval.low()).cumulativeProbability(successes - 1);
            double atMost = new BinomialDistribution(trials, interval.high()).cumulativeProbability(successes);
            assertThat(atLeast).isCloseTo(0.05, within(1e-8));
            assertThat(atMost).isCloseTo(0.05, within(1e-8));
        });
    }
}
