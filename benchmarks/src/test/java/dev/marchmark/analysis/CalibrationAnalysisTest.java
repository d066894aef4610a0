// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.analysis.CalibrationAnalysis.Measured;
import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of three forks -d, 0 and d the half width is 2.484138 d, by the t quantile 4.302653. */
class CalibrationAnalysisTest {
    private static final double LOG_1_01 = 0.009950330853168;
    private static final double[] FLAGGED = {0.0999, 0.1, 0.1001};
    private static final double[] NOT_FLAGGED = {-0.01, 0, 0.01};

    private static Measured start(List<CalibrationFork> forks) {
        return new Measured(TestCalibrations.calibrationStart("a", 3, TestRuns.CRC32, TestRuns.DGEMM), forks);
    }

    private static List<CalibrationFork> forks(
            String workload, Contrast contrast, @Nullable Double order, double... logRatios) {
        List<CalibrationFork> forks = new ArrayList<>();
        for (int i = 0; i < logRatios.length; i++) {
            CalibrationFork.Value value =
                    new CalibrationFork.Value(contrast, logRatios[i], order == null ? null : order + 1e-4 * (i - 1));
            forks.add(new CalibrationFork(workload, i, 0.5, 100, 0, List.of(value)));
        }
        return forks;
    }

    private static List<CalibrationFork> copies(String workload, double[]... comparisons) {
        return forks(
                workload,
                Contrast.COPY,
                null,
                List.of(comparisons).stream().flatMapToDouble(Arrays::stream).toArray());
    }

    private static List<CalibrationFork> together(List<CalibrationFork> first, List<CalibrationFork> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Calibration.Truth only(Measured... measured) {
        Calibration calibration = CalibrationAnalysis.of(List.of(measured));
        assertThat(calibration.starts()).isEqualTo(measured.length);
        assertThat(calibration.truths()).hasSize(1);
        return calibration.truths().get(0);
    }

    @Test
    void comparisonsAreJudgedByTheirOwnTruth() {
        Calibration.Truth truth = only(start(together(
                forks(
                        TestRuns.CRC32,
                        Contrast.SCALED,
                        null,
                        LOG_1_01 - 0.01,
                        LOG_1_01,
                        LOG_1_01 + 0.01,
                        LOG_1_01 - 0.0001,
                        LOG_1_01,
                        LOG_1_01 + 0.0001),
                forks(TestRuns.DGEMM, Contrast.SCALED, null, LOG_1_01 + 0.0999, LOG_1_01 + 0.1, LOG_1_01 + 0.1001))));
        assertThat(truth.contrast()).isEqualTo(Contrast.SCALED);
        assertThat(truth.comparisons()).isEqualTo(3);
        assertThat(truth.covered()).isEqualTo(2);
        assertThat(truth.flagged()).isEqualTo(2);
        assertThat(truth.tables()).as("tables of identical code").isZero();
        assertThat(truth.medianError()).isCloseTo(0, within(1e-15));
        // Errors 0, 0 and 0.1: nine tenths of the way from the second to the third.
        assertThat(truth.percentile95Error()).isCloseTo(0.09, within(1e-12));
        assertThat(truth.medianHalfWidth()).isCloseTo(0.000248414, within(1e-9));
        assertThat(truth.mean()).isCloseTo(LOG_1_01 + 0.3 / 9, within(1e-12));
        assertThat(truth.low()).isLessThan(truth.mean());
        assertThat(truth.high() - truth.mean()).isCloseTo(truth.mean() - truth.low(), within(1e-12));
    }

    @Test
    void truthsAreTheLogarithmsOfWhatIsPlanted() {
        assertThat(Contrast.SCALED.truth()).isCloseTo(LOG_1_01, within(1e-15));
        assertThat(Contrast.SCALED_TENTH.truth()).isCloseTo(0.0953101798043249, within(1e-15));
        assertThat(List.of(Contrast.SAME, Contrast.COPY, Contrast.RELINKED))
                .allMatch(contrast -> contrast.truth() == 0);
    }

    /** As tables do: -0.0001, 0, 0.0001 about log 1.01 is flagged, but not where order makes all of it. */
    @Test
    void intervalsAreThoseOfTables() {
        double[] narrow = {LOG_1_01 - 0.0001, LOG_1_01, LOG_1_01 + 0.0001};
        assertThat(only(start(forks(TestRuns.CRC32, Contrast.SCALED, null, narrow)))
                        .flagged())
                .isEqualTo(1);
        assertThat(only(start(forks(TestRuns.CRC32, Contrast.SCALED, LOG_1_01 / 0.625, narrow)))
                        .flagged())
                .isZero();
    }

    @Test
    void comparisonThatLacksAForkDoesNotCount() {
        List<CalibrationFork> forks = new ArrayList<>(copies(TestRuns.CRC32, NOT_FLAGGED, FLAGGED, FLAGGED));
        forks.remove(5);
        assertThat(only(start(forks)).comparisons()).isEqualTo(2);
        assertThat(only(start(forks)).flagged()).isEqualTo(1);
        assertThat(CalibrationAnalysis.of(List.of(start(forks.subList(0, 2)))).truths())
                .isEmpty();
    }

    /** As on a host with time for few blocks, where a fork may have none of a truth. */
    @Test
    void comparisonTakesTwoForksWithBlocksOfIt() {
        CalibrationFork.Value copy = new CalibrationFork.Value(Contrast.COPY, 0.1, null);
        for (int with = 0; with <= 3; with++) {
            List<CalibrationFork> forks = new ArrayList<>();
            for (int fork = 0; fork < 3; fork++) {
                List<CalibrationFork.Value> values = fork < with ? List.of(copy) : List.of();
                forks.add(new CalibrationFork(TestRuns.CRC32, fork, 0.5, 1, 0, values));
            }
            assertThat(CalibrationAnalysis.of(List.of(start(forks))).truths())
                    .as("%s forks", with)
                    .hasSize(with < 2 ? 0 : 1);
        }
    }

    @Test
    void comparisonsOfWorkloadsAndStartsShareNoFork() {
        List<CalibrationFork> two = copies(TestRuns.CRC32, new double[] {0, 0.001});
        List<CalibrationFork> one = copies(TestRuns.DGEMM, new double[] {0});
        assertThat(CalibrationAnalysis.of(List.of(start(together(two, one)), start(one)))
                        .truths())
                .isEmpty();
        Measured whole = start(copies(TestRuns.CRC32, NOT_FLAGGED));
        assertThat(only(whole, start(one), whole).comparisons()).isEqualTo(2);
    }

    /** By Holm, p values of 0.03 and 0.04 leave neither row of a table significant, though both are flagged. */
    @Test
    void tableIsFlaggedWhereHolmLeavesARowSignificant() {
        // For t = mean / (0.1/sqrt3) with 2 degrees of freedom, p = 1 - t / sqrt(2 + t^2).
        double p3 = 0.1 / Math.sqrt(3) * 5.643;
        double p4 = 0.1 / Math.sqrt(3) * 4.85;
        double[] weak = {p3 - 0.1, p3, p3 + 0.1};
        double[] weaker = {p4 - 0.1, p4, p4 + 0.1};
        Calibration.Truth truth = only(start(together(
                copies(TestRuns.CRC32, weak, FLAGGED, NOT_FLAGGED),
                copies(TestRuns.DGEMM, weaker, NOT_FLAGGED, NOT_FLAGGED))));
        assertThat(truth.flagged()).isEqualTo(3);
        assertThat(truth.tables()).isEqualTo(3);
        assertThat(truth.flaggedTables()).isEqualTo(1);
    }

    @Test
    void roundThatLacksAWorkloadIsNoTableUnlessThatFailed() {
        List<CalibrationFork> forks = together(copies(TestRuns.CRC32, FLAGGED), copies(TestRuns.DGEMM, NOT_FLAGGED));
        CalibrationStart three =
                TestCalibrations.calibrationStart("a", 3, TestRuns.CRC32, TestRuns.DGEMM, TestRuns.EMPTY);
        assertThat(only(new Measured(three, forks)).tables()).isZero();
        CalibrationStart failed = three.withFailures(List.of(new Run.Failure(TestRuns.EMPTY, null, "it crashed")));
        assertThat(only(new Measured(failed, forks)).tables()).isEqualTo(1);
        assertThat(only(new Measured(failed, copies(TestRuns.CRC32, FLAGGED))).tables())
                .as("of one row")
                .isZero();
    }

    @Test
    void methodsAreNotMixed() {
        Measured other = new Measured(TestCalibrations.calibrationStart("b", 4, TestRuns.CRC32), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationAnalysis.of(List.of(start(List.of()), other)))
                .withMessage("2 methods in one calibration");
        assertThatIllegalArgumentException().isThrownBy(() -> CalibrationAnalysis.of(List.of()));
    }
}
