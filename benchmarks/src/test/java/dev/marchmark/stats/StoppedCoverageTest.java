// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: the same recursion in SciPy with 1500 bins, which 40 000 simulated rows confirm (METHODOLOGY.md). */
class StoppedCoverageTest {
    private static final Looks USUAL = Looks.between(12, 100);
    private static final double USUAL_FACTOR = factor(USUAL);

    @ParameterizedTest
    @CsvSource({
        " 0.5, 1.00, 0.9500",
        " 2.2, 1.00, 0.9378",
        " 4.0, 1.00, 0.9454",
        "10.0, 1.00, 0.9500",
        " 0.5, 1.05, 0.9588",
        " 2.2, 1.05, 0.9486",
        " 4.0, 1.05, 0.9567",
        "10.0, 1.05, 0.9602",
    })
    void coverageOfStoppedRowsIsThatOfTheReference(double ratio, double factor, double coverage) {
        assertThat(new StoppedCoverage(USUAL, 0.95).of(ratio, factor)).isCloseTo(coverage, within(2e-4));
    }

    @Test
    void factorIsThatOfTheReference() {
        assertThat(USUAL_FACTOR).isCloseTo(1.0573, within(7e-4));
        assertThat(factor(new Looks(List.of(30, 45, 68, 100)))).isCloseTo(1.0243, within(7e-4));
        assertThat(factor(new Looks(List.of(5, 8, 12, 18, 28, 43, 65, 100)))).isCloseTo(1.1439, within(7e-4));
    }

    @Test
    void oneLookNeedsNoFactor() {
        assertThat(factor(new Looks(List.of(12)))).isEqualTo(1);
    }

    /** Time may run out between two looks: the rows that are still going then stop, and their intervals hold as well. */
    @ParameterizedTest
    @CsvSource({"13", "22", "99"})
    void factorSufficesWhereTimeRunsOutBetweenLooks(int forks) {
        List<Integer> cut = USUAL.forks().stream().filter(look -> look < forks).toList();
        Looks looks = new Looks(Stream.concat(cut.stream(), Stream.of(forks)).toList());
        StoppedCoverage coverage = new StoppedCoverage(looks, 0.95);
        for (double ratio = 0.25; ratio < 10; ratio *= 1.2) {
            assertThat(coverage.of(ratio, USUAL_FACTOR)).as("ratio %s", ratio).isGreaterThan(0.9498);
        }
    }

    @Test
    void coverageLiesBetweenTheConfidenceAndOnePercentMore() {
        StoppedCoverage coverage = new StoppedCoverage(USUAL, 0.95);
        for (double ratio = 0.2; ratio < 10; ratio *= 1.15) {
            assertThat(coverage.of(ratio, USUAL_FACTOR)).as("ratio %s", ratio).isBetween(0.9498, 0.9617);
        }
    }

    private static double factor(Looks looks) {
        return new StoppedCoverage(looks, 0.95).factor(0.95);
    }
}
