// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three forks make everything computable by hand: values m - d, m, m + d have the standard error d/sqrt 3, and Student's t
 * with 2 degrees of freedom has the quantiles 4.302653 (95 %), 2.919986 (90 %), 6.205347 (97.5 %), and the two-sided p
 * value 1 - t/sqrt (2 + t^2).
 */
class AnalysisTest {
    private static final Offset<Double> CLOSE = within(5e-7);

    private static Comparison only(Summary summary) {
        assertThat(summary.comparisons()).hasSize(1);
        return summary.comparisons().get(0);
    }

    @Test
    void threeForksGiveTheIntervalComputedByHand() {
        Comparison row = only(TestForks.summarise(TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03)));
        assertThat(row.speedup()).isCloseTo(Math.exp(0.02), CLOSE);
        assertThat(row.low()).isCloseTo(Math.exp(0.02 - 0.0248414), CLOSE);
        assertThat(row.high()).isCloseTo(Math.exp(0.02 + 0.0248414), CLOSE);
        assertThat(row.simultaneousLow()).isEqualTo(row.low());
        assertThat(row.simultaneousHigh()).isEqualTo(row.high());
        assertThat(row.pValue()).isCloseTo(0.0741799, CLOSE);
        assertThat(row.holmPValue()).isEqualTo(row.pValue());
        assertThat(row.flagged()).isFalse();
        assertThat(row.forkSd()).isCloseTo(0.01, CLOSE);
        // (4.302653 + 1.060660) * 0.01/sqrt 3
        assertThat(row.detectable()).isCloseTo(Math.exp(0.0309651), CLOSE);
        assertThat(row)
                .extracting(
                        Comparison::workload,
                        Comparison::group,
                        Comparison::size,
                        Comparison::contrast,
                        Comparison::baseline,
                        Comparison::candidate,
                        Comparison::forks,
                        Comparison::blocks,
                        Comparison::dropped,
                        Comparison::work,
                        Comparison::unit)
                .containsExactly(
                        "kernels/checksum/crc32",
                        "kernels/checksum",
                        "small",
                        Contrast.VARIANTS,
                        "v2-O2",
                        "v3-O2",
                        3,
                        120,
                        6,
                        16_384.0,
                        "byte");
        assertThat(row.warnings()).isEmpty();
    }

    /** Student 1908, the ten differences of sleep in units of a hundredth: R's t.test gives -2.4598858 and -0.7001142. */
    @Test
    void studentsSleepDataGivesThePublishedInterval() {
        Comparison row = only(TestForks.summarise(TestForks.of(
                TestRuns.CRC32, -0.012, -0.024, -0.013, -0.013, 0, -0.01, -0.018, -0.008, -0.046, -0.014)));
        assertThat(row.low()).isCloseTo(Math.exp(-0.024598858), within(1e-8));
        assertThat(row.high()).isCloseTo(Math.exp(-0.007001142), within(1e-8));
        assertThat(row.pValue()).isCloseTo(0.002833, CLOSE);
        assertThat(row.verdict()).isEqualTo(Verdict.SLOWER);
    }

    /** 1.685855 d is the half width at 90 %, 2.484138 d the one at 95 %; log 1.005 is 0.0049875. */
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.0001, 0.5, true, FASTER",
        "-0.02, 0.0001, 0.5, true, SLOWER",
        "0.02, 0.01, 0.5, false, INCONCLUSIVE",
        "0, 0.0025, 0.5, false, EQUIVALENT",
        "0, 0.0030, 0.5, false, INCONCLUSIVE",
        "0.0011, 0.0001, 0.5, true, EQUIVALENT",
        "-0.0011, 0.0001, 0.5, true, EQUIVALENT",
        "0.0049, 0.0001, 0.5, true, FASTER",
        "0.02, 0.0001, 3, true, EQUIVALENT",
        "0.0011, 0.0001, 0.1, true, FASTER",
    })
    void verdictFollowsTheTwoIntervals(double mean, double d, double margin, boolean flagged, Verdict verdict) {
        Settings like = TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 3);
        Settings settings = new Settings(
                like.workloads(), like.variants(), "small", "quick", 3, 50, 350, 4, margin, like.seed(), 0);
        Comparison row = only(TestForks.summarise(settings, TestForks.of(TestRuns.CRC32, mean - d, mean, mean + d)));
        assertThat(row.flagged()).isEqualTo(flagged);
        assertThat(row.verdict()).isEqualTo(verdict);
    }

    /** Flagged without it: 5/8 of 0.032 is all that there is. */
    @Test
    void orderEffectIsTakenOffAndNamedWhereItIsBeyondNoise() {
        double[] logRatios = {0.019, 0.02, 0.021};
        Comparison plain = only(TestForks.summarise(TestForks.of(TestRuns.CRC32, logRatios)));
        Summary summary =
                TestForks.summarise(TestForks.of(TestRuns.CRC32, logRatios).ordered(0.0301, 0.032, 0.0339));
        Comparison row = only(summary);
        assertThat(plain.flagged()).isTrue();
        assertThat(plain.order()).isNull();
        assertThat(row.flagged()).isFalse();
        assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
        assertThat(row.speedup()).isCloseTo(1, CLOSE);
        assertThat(row.high() - row.low()).isLessThan(plain.high() - plain.low());
        assertThat(Objects.requireNonNull(row.order()).effect()).isCloseTo(Math.expm1(0.032), CLOSE);
        assertThat(row.order().allowance()).isCloseTo(0.02, CLOSE);
        assertThat(row.unfiltered().speedup()).as("of all slices").isCloseTo(plain.speedup(), CLOSE);
        assertThat(row.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.ORDER);
        assertThat(summary.means())
                .allSatisfy(mean -> assertThat(mean.speedup()).isCloseTo(1, CLOSE));

        Comparison noisy =
                only(TestForks.summarise(TestForks.of(TestRuns.CRC32, logRatios).ordered(-0.01, 0.032, 0.074)));
        assertThat(Objects.requireNonNull(noisy.order()).allowance()).isCloseTo(0.02, CLOSE);
        assertThat(noisy.warnings()).isEmpty();
    }

    @Test
    void cellsOfAForkCountAlikeHoweverManyBlocksTheyHave() {
        var cells = List.of(
                new ForkResult.Ratio(Contrast.VARIANTS, 1, 404, 0, 0, List.of(0, 1), List.of(0.01, 0.03), 0.02, null),
                new ForkResult.Ratio(Contrast.VARIANTS, 2, 4, 0, 0, List.of(0), List.of(9.0), 9.0, null),
                new ForkResult.Ratio(Contrast.COPY, 1, 4, 0, 0, List.of(0), List.of(9.0), 9.0, null));
        var fork = TestForks.fork(
                TestRuns.CRC32,
                0,
                cells,
                List.of(),
                List.of(),
                TestBlocks.fork("a/b", 0).noise());
        assertThat(Row.of(Contrast.VARIANTS, 1, List.of(fork)).logRatios()[0]).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void severalRowsAreJudgedTogether() {
        Summary summary = TestForks.summarise(
                TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03), TestForks.of(TestRuns.DGEMM, 0.019, 0.02, 0.021));
        Comparison first = summary.comparisons().get(0);
        Comparison second = summary.comparisons().get(1);
        assertThat(first.simultaneousLow()).isCloseTo(Math.exp(0.02 - 0.0358266), CLOSE);
        assertThat(first.simultaneousHigh()).isCloseTo(Math.exp(0.02 + 0.0358266), CLOSE);
        assertThat(second.pValue()).isCloseTo(0.00083229, CLOSE);
        assertThat(second.holmPValue()).isCloseTo(2 * 0.00083229, within(1e-6));
        assertThat(first.holmPValue()).isCloseTo(0.0741799, CLOSE);
        assertThat(summary.controlRows())
                .allSatisfy(row -> assertThat(row.holmPValue()).isEqualTo(row.pValue()));
    }

    /** Two forks at -1 and 1 have the standard error 1; t with one degree of freedom is 1 / tan(pi p), here 1273. */
    @Test
    void twoForksSayNothingAtTheLevelThatAHundredRowsShare() {
        List<String> workloads = new ArrayList<>(List.of(TestRuns.CRC32, TestRuns.DGEMM));
        IntStream.range(2, 100).forEach(i -> workloads.add("kernels/many/w" + i));
        Summary summary = TestForks.summarise(
                TestRuns.settings(workloads, TestRuns.V2_V3, 2),
                TestForks.of(TestRuns.CRC32, -1, 1),
                TestForks.of(TestRuns.DGEMM, -0.1, 0.1));
        Comparison anything = summary.comparisons().get(0);
        assertThat(anything.simultaneousLow()).isNull();
        assertThat(anything.simultaneousHigh()).isNull();
        assertThat(anything.high()).isCloseTo(Math.exp(12.70620474), within(0.1));
        Comparison bounded = summary.comparisons().get(1);
        assertThat(bounded.simultaneousHigh())
                .isCloseTo(Math.exp(0.1 / Math.tan(Math.PI * 0.00025)), withinPercentage(1e-4));
        assertThat(bounded.simultaneousLow())
                .isCloseTo(Math.exp(-0.1 / Math.tan(Math.PI * 0.00025)), withinPercentage(1e-4));
    }

    /** Two rows of the same error: (a^2+a^2)^2/(a^4/2+a^4/2) = 4 degrees of freedom, t = 2.776445, error a/sqrt 2. */
    @Test
    void geometricMeanIsOverGroupsAndOverAll() {
        Summary summary = TestForks.summarise(
                TestForks.of(TestRuns.QUICKSORT, 0.01, 0.02, 0.03),
                TestForks.of(TestRuns.CRC32, 0.5, 0.5, 0.5),
                TestForks.of(TestRuns.EMPTY, 0.03, 0.04, 0.05));
        assertThat(summary.means())
                .extracting(Summary.Mean::group, Summary.Mean::candidate, Summary.Mean::rows)
                .containsExactly(
                        tuple("kernels/control", "v3-O2", 2),
                        tuple("kernels/checksum", "v3-O2", 1),
                        tuple("", "v3-O2", 3));
        Summary.Mean control = summary.means().get(0);
        assertThat(control.speedup()).isCloseTo(Math.exp(0.03), CLOSE);
        assertThat(control.low()).isCloseTo(Math.exp(0.03 - 0.0113348), CLOSE);
        assertThat(control.high()).isCloseTo(Math.exp(0.03 + 0.0113348), CLOSE);
        assertThat(summary.means().get(2).speedup()).isCloseTo(Math.exp((0.02 + 0.5 + 0.04) / 3), CLOSE);
    }

    @Test
    void threeVariantsGiveTwoTablesJudgedAsOne() {
        Summary summary = TestForks.summarise(
                List.of("v2-O2", "v3-O2", "v4-O2"),
                TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03)
                        .with(Contrast.VARIANTS, 2, 0.199, 0.2, 0.201)
                        .taking(2, 0, 800, 800, 800));
        assertThat(summary.comparisons())
                .extracting(Comparison::candidate, Comparison::verdict)
                .containsExactly(tuple("v3-O2", Verdict.INCONCLUSIVE), tuple("v4-O2", Verdict.FASTER));
        assertThat(summary.comparisons().get(1).speedup()).isCloseTo(Math.exp(0.2), CLOSE);
        assertThat(summary.comparisons().get(1).candidateNanos()).isCloseTo(800, CLOSE);
        assertThat(summary.comparisons().get(0).candidateNanos()).isCloseTo(1000, CLOSE);
        assertThat(summary.comparisons().get(0).simultaneousLow()).isCloseTo(Math.exp(0.02 - 0.0358266), CLOSE);
        assertThat(summary.means())
                .extracting(Summary.Mean::group, Summary.Mean::candidate)
                .containsExactly(
                        tuple("kernels/checksum", "v3-O2"),
                        tuple("", "v3-O2"),
                        tuple("kernels/checksum", "v4-O2"),
                        tuple("", "v4-O2"));
    }

    /** Times whose logs are m - 0.01, m, m + 0.01, with m = log 2000. */
    @Test
    void timesAreGeometricMeansOverForks() {
        Comparison row = only(TestForks.summarise(TestForks.of(TestRuns.CRC32, 0, 0, 0)
                .taking(0, 0, 2000 * Math.exp(-0.01), 2000, 2000 * Math.exp(0.01))
                .taking(1, 0, 500, 1000, 2000)));
        assertThat(row.baselineNanos()).isCloseTo(2000, CLOSE);
        assertThat(row.candidateNanos()).isCloseTo(1000, CLOSE);
        assertThat(row.baselineNanosRelativeError()).isCloseTo(Math.expm1(0.0248414), CLOSE);
    }

    @Test
    void workloadWithFewerThanTwoForksHasNoRowButCountsInTheFamily() {
        Summary summary =
                TestForks.summarise(TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03), TestForks.of(TestRuns.DGEMM, 0.5));
        assertThat(only(summary).workload()).isEqualTo(TestRuns.CRC32);
        assertThat(only(summary).simultaneousLow()).isCloseTo(Math.exp(0.02 - 0.0358266), CLOSE);
        assertThat(summary.controlRows()).hasSize(2);
        assertThat(summary.means()).extracting(Summary.Mean::rows).containsExactly(1, 1);
        assertThat(TestForks.summarise(TestForks.of(TestRuns.CRC32)))
                .isEqualTo(new Summary(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(TestForks.summarise(TestForks.of(TestRuns.CRC32, 0.1, 0.2)).comparisons())
                .hasSize(1);
    }

    /** A host that gives forks hardly any time: three have blocks of a control, some of them none of the variants. */
    @Test
    void rowNeedsTwoForksThatKnowTheBaselinesTime() {
        ForkResult like = TestForks.of(TestRuns.CRC32, 0.1).list().get(0);
        for (int timed = 0; timed <= 3; timed++) {
            List<ForkResult> forks = new ArrayList<>(
                    TestForks.of(TestRuns.CRC32, new double[timed]).list());
            for (int fork = timed; fork < 3; fork++) {
                ForkResult.Ratio copy = TestForks.ratio(Contrast.COPY, 1, 10, 0, 0.01 * fork);
                forks.add(TestForks.fork(TestRuns.CRC32, fork, List.of(copy), List.of(), List.of(), like.noise()));
            }
            Summary summary = Analysis.summarise(
                    TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 3),
                    List.of(TestRuns.workload(TestRuns.CRC32)),
                    List.of(),
                    forks,
                    List.of());
            boolean enough = timed >= 2;
            assertThat(summary.comparisons()).as("%s with times", timed).hasSize(enough ? 1 : 0);
            assertThat(summary.controlRows()).as("%s with times", timed).hasSize(enough ? 2 : 0);
            assertThat(summary.controlRows())
                    .filteredOn(row -> row.contrast() == Contrast.COPY)
                    .hasSize(enough ? 1 : 0)
                    .allMatch(row -> row.forks() == 3 && Double.isFinite(row.baselineNanosRelativeError()));
        }
    }
}
