// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestRuns;
import dev.marchmark.stats.Proportion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double LOG_1_01 = 0.009950330853168;

    private static List<ForkResult> forks(Contrast contrast, double shift, double... logRatios) {
        double[] shifted = Arrays.stream(logRatios).map(value -> value + shift).toArray();
        return new TestForks(TestRuns.CRC32, logRatios.length)
                .with(contrast, 1, shifted)
                .list();
    }

    /** The half width of three forks -d, 0, d is 2.484138 d: 0.0248414 and 0.000248414. */
    @Test
    void comparisonsAreJudgedByTheirOwnTruth() {
        Calibration outcome = Calibration.of(
                Contrast.SCALED,
                List.of(
                        forks(Contrast.SCALED, LOG_1_01, -0.01, 0, 0.01, -0.0001, 0, 0.0001),
                        forks(Contrast.SCALED, LOG_1_01, 0.0999, 0.1, 0.1001)),
                3);
        assertThat(outcome.contrast()).isEqualTo(Contrast.SCALED);
        assertThat(outcome.truth()).isCloseTo(LOG_1_01, within(1e-15));
        assertThat(outcome.comparisons()).isEqualTo(3);
        assertThat(outcome.covered()).isEqualTo(new Proportion(2, 3));
        assertThat(outcome.flagged()).isEqualTo(new Proportion(2, 3));
        assertThat(outcome.medianError()).isCloseTo(0, within(1e-15));
        // Errors 0, 0 and 0.1: nine tenths of the way from the second to the third.
        assertThat(outcome.percentile95Error()).isCloseTo(0.09, within(1e-12));
        assertThat(outcome.medianHalfWidth()).isCloseTo(0.000248414, within(1e-9));
        assertThat(outcome.allForks().count()).isEqualTo(9);
        assertThat(outcome.allForks().mean()).isCloseTo(LOG_1_01 + 0.3 / 9, within(1e-12));
    }

    /** As tables do: -0.0001, 0, 0.0001 about log 1.01 is flagged, but not where order makes all of it. */
    @Test
    void intervalsAreThoseOfTables() {
        TestForks forks = new TestForks(TestRuns.CRC32, 3)
                .with(Contrast.SCALED, 1, LOG_1_01 - 0.0001, LOG_1_01, LOG_1_01 + 0.0001);
        assertThat(Calibration.of(Contrast.SCALED, List.of(forks.list()), 3).flagged())
                .isEqualTo(new Proportion(1, 1));
        assertThat(Calibration.of(
                                Contrast.SCALED,
                                List.of(forks.ordered(LOG_1_01 / 0.625, LOG_1_01 / 0.625, LOG_1_01 / 0.625)
                                        .list()),
                                3)
                        .flagged())
                .isEqualTo(new Proportion(0, 1));
    }

    @Test
    void forksThatAreLeftOverCountForTheMeanOnly() {
        Calibration outcome =
                Calibration.of(Contrast.SAME, List.of(forks(Contrast.SAME, 0, -0.01, 0, 0.01, 0.5, 0.5)), 3);
        assertThat(outcome.truth()).isZero();
        assertThat(outcome.comparisons()).isEqualTo(1);
        assertThat(outcome.covered()).isEqualTo(new Proportion(1, 1));
        assertThat(outcome.flagged()).isEqualTo(new Proportion(0, 1));
        assertThat(outcome.percentile95Error()).isCloseTo(0, within(1e-15));
        assertThat(outcome.allForks().count()).isEqualTo(5);
        assertThat(outcome.allForks().mean()).isCloseTo(0.2, within(1e-12));
    }

    /** Forks of different workloads never share a comparison. */
    @Test
    void comparisonsStayWithinARow() {
        List<ForkResult> two = forks(Contrast.COPY, 0, 0, 0.001);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(Contrast.COPY, List.of(two, two), 3))
                .withMessage("not one comparison of 3 forks");
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(Contrast.COPY, List.of(), 3));
        assertThat(Calibration.of(Contrast.COPY, List.of(two, two), 2).comparisons())
                .isEqualTo(2);
    }
}
