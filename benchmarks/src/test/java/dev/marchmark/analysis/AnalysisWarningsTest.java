// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.CodeChange;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisWarningsTest {
    private static Comparison row(TestForks forks) {
        return TestForks.summarise(forks).comparisons().get(0);
    }

    private static ListAssert<Warning.Kind> warnings(TestForks forks) {
        return assertThat(row(forks).warnings().stream().map(Warning::kind).toList());
    }

    private static TestForks quiet(double... logRatios) {
        return TestForks.of(TestRuns.CRC32, logRatios);
    }

    private static TestForks threeForks() {
        return quiet(0.1, 0.1, 0.1);
    }

    @Test
    void quietRowHasNoWarning() {
        warnings(threeForks()).isEmpty();
    }

    @Test
    void fewerForksThanAskedForAreTold() {
        warnings(quiet(0.1, 0.1)).containsExactly(Warning.Kind.FEW_FORKS);
        assertThat(row(quiet(0.1, 0.1)).warnings().get(0).text()).isEqualTo("only 2 of 3 forks were measured");
        warnings(quiet(0.1, 0.1, 0.1, 0.1)).isEmpty();
    }

    @Test
    void moreThanThirtyPerCentOfDisturbedBlocksAreTold() {
        warnings(threeForks().disturbed(30)).isEmpty();
        warnings(threeForks().disturbed(31)).containsExactly(Warning.Kind.DISTURBED);
        assertThat(row(threeForks().disturbed(31)).warnings().get(0).text())
                .isEqualTo("31 % of the blocks were interrupted by other processes");
    }

    @Test
    void runLongerThanAMillisecondIsTold() {
        warnings(threeForks().taking(0, 0, 0.99e6, 0.99e6, 0.99e6)).isEmpty();
        warnings(threeForks().taking(0, 0, 1.01e6, 1.01e6, 1.01e6)).containsExactly(Warning.Kind.LONG_SLICES);
    }

    /** Forks of -0.0005 and 0.0005 in turn, {@code far} of them as much higher as {@code distance} says. */
    private static TestForks grouped(int forks, int far, double distance) {
        return quiet(IntStream.range(0, forks)
                .mapToDouble(fork -> (fork % 2 == 0 ? -5e-4 : 5e-4) + (fork < far ? distance : 0))
                .toArray());
    }

    @Test
    void forksInTwoGroupsAreTold() {
        warnings(grouped(30, 10, 0.05)).containsExactly(Warning.Kind.FORK_MODES);
        assertThat(row(grouped(30, 10, 0.05)).warnings().get(0).text())
                .isEqualTo(
                        "10 of 30 forks lie 5.1 % from the others: processes run at two ratios, and the row is a mean"
                                + " over both");
        warnings(grouped(30, 2, 0.05)).containsExactly(Warning.Kind.FORK_MODES);
        warnings(grouped(30, 0, 0)).isEmpty();
    }

    @Test
    void oneForkIsNoGroupAndNeitherAreForksThatCountAsEquivalent() {
        warnings(grouped(30, 1, 0.05)).isEmpty();
        warnings(grouped(30, 10, 0.009)).isEmpty();
    }

    /** Ordinary slices take 1000 ns; the 95 % interval of three forks a - d, a, a + d is a +- 2.48 d. */
    @ParameterizedTest
    @CsvSource({
        "0, 1030, 1, true",
        "0, 970, 1, true",
        "1, 1030, 1, true",
        "1, 970, 1, true",
        "0, 1019, 0.1, false",
        "0, 981, 0.1, false",
        "0, 1030, 11, true",
        "0, 1030, 13, false",
        "1, 970, 13, false",
    })
    void levelShiftIsToldWhereItIsLargeAndBeyondNoise(int side, double longer, double d, boolean told) {
        TestForks forks = threeForks().taking(side, 2, longer - d, longer, longer + d);
        assertThat(row(forks).warnings())
                .extracting(Warning::kind)
                .isEqualTo(told ? List.of(Warning.Kind.LEVEL_SHIFT) : List.of());
        double shift = side == 0 ? row(forks).baselineLevelShift() : row(forks).candidateLevelShift();
        assertThat(shift).isCloseTo(longer / 1000 - 1, within(1e-4));
        assertThat(side == 0 ? row(forks).candidateLevelShift() : row(forks).baselineLevelShift())
                .isZero();
    }

    @Test
    void levelShiftOfBothSidesIsToldOnce() {
        warnings(threeForks().taking(0, 2, 1100, 1100, 1100).taking(1, 2, 1100, 1100, 1100))
                .containsExactly(Warning.Kind.LEVEL_SHIFT);
    }

    /** Eleven rows whose copies differ by 0, 1, ..., 10 per ten thousand, every third of them without a doubt. */
    @Test
    void controlsAreSummedUpByContrast() {
        TestForks[] workloads = IntStream.rangeClosed(0, 10)
                .mapToObj(i -> {
                    double value = Math.log1p(i * 1e-4);
                    double d = i > 0 && i % 3 == 0 ? 1e-6 : 0.01;
                    return TestForks.of("kernels/c/w" + i, 0, 0, 0)
                            .with(Contrast.COPY, 1, value - d, value, value + d)
                            .with(Contrast.RELINKED, 1, -0.1, -0.1, -0.1);
                })
                .toArray(TestForks[]::new);
        Summary summary = TestForks.summarise(workloads);
        assertThat(summary.controls())
                .extracting(Summary.Control::contrast, Summary.Control::rows, Summary.Control::flagged)
                .containsExactly(tuple(Contrast.COPY, 11, 3), tuple(Contrast.RELINKED, 11, 11));
        Summary.Control copy = summary.controls().get(0);
        assertThat(copy.medianDifference()).isCloseTo(5e-4, within(1e-12));
        assertThat(copy.percentile95()).isCloseTo(9.5e-4, within(1e-12));
        // (4.302653 + 1.060660) * 0.01/sqrt 3
        assertThat(copy.medianDetectable()).isCloseTo(Math.expm1(0.0309651), within(1e-6));
        assertThat(summary.controls().get(1).medianDifference()).isCloseTo(-Math.expm1(-0.1), within(1e-12));
        assertThat(summary.controlRows())
                .hasSize(22)
                .allSatisfy(row -> assertThat(row.candidate()).isEqualTo("v2-O2"))
                .extracting(Comparison::contrast)
                .startsWith(Contrast.COPY)
                .endsWith(Contrast.RELINKED);
    }

    /** Of 14 true nulls at 5 %, 4 or more are flagged with probability 0.004, 3 or more with 0.03. */
    @ParameterizedTest
    @CsvSource({"COPY, 3, 0", "COPY, 4, 1", "RELINKED, 3, 0", "RELINKED, 4, 1"})
    void controlThatDiffersMoreOftenThanChanceExplainsIsTold(Contrast contrast, int flagged, int warnings) {
        TestForks[] workloads = IntStream.range(0, 14)
                .mapToObj(i -> TestForks.of("kernels/c/w" + i, 0, 0, 0)
                        .with(contrast, 1, i < flagged ? new double[] {0.01, 0.01, 0.01} : new double[3]))
                .toArray(TestForks[]::new);
        Summary summary = TestForks.summarise(workloads);
        assertThat(summary.warnings()).hasSize(warnings);
        assertThat(summary.warnings()).allSatisfy(warning -> {
            assertThat(warning.kind()).isEqualTo(Warning.Kind.CONTROL);
            assertThat(warning.text())
                    .startsWith("4 of 14 rows of the "
                            + (contrast == Contrast.COPY ? "byte copy" : "relinked copy")
                            + " differ, ");
        });
    }

    private static Run.Code code(int workload, CodeChange change) {
        return new Run.Code("kernels/c/w" + workload, "v3-O2", change, List.of(), 100, 100);
    }

    /** Their truth is known as a copy's is; the rows that differ otherwise have no say in it. */
    @ParameterizedTest
    @CsvSource({"3, 0", "4, 1"})
    void rowsOfTheSameMachineCodeAreAControlOfTheirOwn(int flagged, int warnings) {
        TestForks[] workloads = IntStream.range(0, 16)
                .mapToObj(i -> TestForks.of(
                        "kernels/c/w" + i,
                        i < flagged || i >= 14 ? new double[] {0.01, 0.01, 0.01} : new double[] {-0.001, 0, 0.001}))
                .toArray(TestForks[]::new);
        List<Run.Code> code = IntStream.range(0, 16)
                .mapToObj(i -> code(i, i < 14 ? CodeChange.IDENTICAL : CodeChange.REGISTERS))
                .toList();
        List<String> ids =
                IntStream.range(0, 16).mapToObj(i -> "kernels/c/w" + i).toList();
        Summary summary = TestForks.summarise(TestRuns.settings(ids, TestRuns.V2_V3, 3), code, workloads);
        assertThat(summary.controls())
                .extracting(
                        Summary.Control::contrast,
                        Summary.Control::candidate,
                        Summary.Control::rows,
                        Summary.Control::flagged)
                .containsExactly(
                        tuple(Contrast.COPY, null, 16, 0),
                        tuple(Contrast.RELINKED, null, 16, 0),
                        tuple(Contrast.VARIANTS, "v3-O2", 14, flagged));
        assertThat(summary.comparisons()).hasSize(16);
        assertThat(summary.controlRows()).extracting(Comparison::contrast).doesNotContain(Contrast.VARIANTS);
        assertThat(summary.warnings()).hasSize(warnings);
        assertThat(summary.warnings()).allSatisfy(warning -> assertThat(warning.text())
                .startsWith("4 of 14 rows of v3-O2 that are the baseline's code differ, "));
    }

    @Test
    void candidateWithoutRowsOfTheSameCodeIsNoControl() {
        List<Run.Code> code = List.of(code(0, CodeChange.SCALAR));
        Summary summary = TestForks.summarise(
                TestRuns.settings(List.of("kernels/c/w0"), TestRuns.V2_V3, 3),
                code,
                TestForks.of("kernels/c/w0", 0, 0.001, 0.002));
        assertThat(summary.controls())
                .extracting(Summary.Control::contrast)
                .containsExactly(Contrast.COPY, Contrast.RELINKED);
    }
}
