// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Targets, sources of variance, aligned rows: beside the plain estimate. */
class AnalysisPrecisionTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Settings.Target TARGET = new Settings.Target(0.5, List.of(3, 5), 1.2);

    private static Settings settings(Settings.@Nullable Target target, String... workloads) {
        return TestRuns.settings(List.of(workloads), TestRuns.V2_V3, 3).with(target, false);
    }

    private static Comparison row(Settings.@Nullable Target target, TestForks forks) {
        return TestForks.summarise(settings(target, TestRuns.CRC32), forks)
                .comparisons()
                .get(0);
    }

    private static double halfWidth(double low, double high) {
        return (Math.log(high) - Math.log(low)) / 2;
    }

    private static double halfWidthOverAll(Comparison row) {
        return halfWidth(Objects.requireNonNull(row.simultaneousLow()), Objects.requireNonNull(row.simultaneousHigh()));
    }

    /** A fifth more than without looks is a fifth more everywhere: 95 %, simultaneous, smallest effect, controls, means. */
    @Test
    void everyErrorOfARunWithATargetIsLargerByItsFactor() {
        TestForks forks = TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03)
                .with(Contrast.COPY, 1, -0.001, 0.0005, 0.002)
                .with(Contrast.RELINKED, 1, -0.002, 0.0005, 0.003);
        Summary plain = TestForks.summarise(forks);
        Summary looked = TestForks.summarise(settings(TARGET, TestRuns.CRC32), forks);
        List<Comparison> before = new ArrayList<>(plain.comparisons());
        List<Comparison> after = new ArrayList<>(looked.comparisons());
        before.addAll(plain.controlRows());
        after.addAll(looked.controlRows());
        assertThat(after).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Comparison one = before.get(i);
            Comparison two = after.get(i);
            assertThat(two.speedup()).isEqualTo(one.speedup());
            assertThat(halfWidth(two.low(), two.high())).isCloseTo(1.2 * halfWidth(one.low(), one.high()), CLOSE);
            assertThat(halfWidthOverAll(two)).isCloseTo(1.2 * halfWidthOverAll(one), CLOSE);
            assertThat(halfWidth(two.unfiltered().low(), two.unfiltered().high()))
                    .isCloseTo(
                            1.2
                                    * halfWidth(
                                            one.unfiltered().low(),
                                            one.unfiltered().high()),
                            CLOSE);
            assertThat(Math.log(two.detectable())).isCloseTo(1.2 * Math.log(one.detectable()), CLOSE);
            assertThat(two.pValue()).isGreaterThan(one.pValue());
        }
        Summary.Mean mean = looked.means().get(1);
        assertThat(halfWidth(mean.low(), mean.high()))
                .isCloseTo(halfWidth(after.get(0).low(), after.get(0).high()), CLOSE);
    }

    /** The half width of m - d, m, m + d is 4.302653 d / sqrt 3; after five forks 2.776445 s / sqrt 5. */
    @Test
    void looksAreStoredUpToTheOneThatEndsTheRow() {
        Comparison reached = row(TARGET, TestForks.of(TestRuns.CRC32, 0.0199, 0.02, 0.0201));
        assertThat(reached.looks()).hasSize(1);
        Comparison.Look look = Objects.requireNonNull(reached.looks()).get(0);
        assertThat(look.forks()).isEqualTo(3);
        assertThat(look.halfWidth()).isCloseTo(1.2 * 2.484138e-4, within(1e-9));
        assertThat(look.decision()).isEqualTo(Comparison.Decision.REACHED);
        assertThat(reached.warnings()).isEmpty();

        Comparison goesOn = row(TARGET, TestForks.of(TestRuns.CRC32, 0.015, 0.02, 0.025, 0.0201));
        assertThat(goesOn.looks())
                .extracting(Comparison.Look::forks, Comparison.Look::decision)
                .containsExactly(tuple(3, Comparison.Decision.GO_ON));
        assertThat(goesOn.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.TARGET_MISSED);

        Comparison missed = row(TARGET, TestForks.of(TestRuns.CRC32, 0.013, 0.02, 0.027, 0.02, 0.02));
        assertThat(missed.looks())
                .extracting(Comparison.Look::decision)
                .containsExactly(Comparison.Decision.GO_ON, Comparison.Decision.OUT_OF_REACH);
        assertThat(missed.warnings().get(0).text())
                .startsWith(
                        "wider than the target of 0.5 %: the variance comes mostly from noise within forks (100 % of"
                                + " it), and it would take about ")
                .endsWith(" forks");
        assertThat(row(null, TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03)).looks())
                .isNull();
    }

    /** Two cells a fork, in the same two layouts of each side. */
    private static List<ForkResult> inTwoLayouts(double layout, DoubleUnaryOperator ofFork) {
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < 12; fork++) {
            double shared = 0.01 + ofFork.applyAsDouble(fork);
            double noise = 1e-5 * (fork % 3 - 1);
            double first = shared + layout + noise;
            double second = shared - layout - noise;
            ForkResult.Ratio ratio = new ForkResult.Ratio(
                    Contrast.VARIANTS, 1, 40, 0, 0, List.of(0, 1), List.of(first, second), shared, null);
            forks.add(TestForks.fork(
                    TestRuns.CRC32,
                    fork,
                    List.of(ratio),
                    List.of(new ForkResult.Time(0, 1000), new ForkResult.Time(1, 1000)),
                    List.of(),
                    TestBlocks.fork("a/b", 0).noise()));
        }
        return forks;
    }

    private static Comparison analysed(List<ForkResult> forks) {
        Settings settings = TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 12);
        return Analysis.summarise(settings, List.of(TestRuns.workload(TestRuns.CRC32)), List.of(), forks, List.of())
                .comparisons()
                .get(0);
    }

    @Test
    void effectThatLayoutsAloneSpanIsMarked() {
        Comparison row = analysed(inTwoLayouts(0.02, fork -> 1e-4 * (fork % 2)));
        assertThat(row.flagged()).isTrue();
        assertThat(row.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.LAYOUTS);
        Comparison.Spread spread = Objects.requireNonNull(row.spread());
        assertThat(spread.layoutSpan()).isCloseTo(0.04, within(1e-4));
        assertThat(spread.baselineLayout()).isGreaterThan(0.99);
        Comparison.Resampled resampled = Objects.requireNonNull(spread.resampled());
        assertThat(resampled.low()).isLessThan(0.9);
        assertThat(resampled.high()).isGreaterThan(1.1);

        Comparison small = analysed(inTwoLayouts(0.002, fork -> 1e-4 * (fork % 2)));
        assertThat(small.flagged()).isTrue();
        assertThat(small.warnings()).isEmpty();
    }

    @Test
    void sharesOfTheVarianceAddUpToOneAndFollowWhatVaries() {
        Comparison.Spread ofForks = Objects.requireNonNull(
                analysed(inTwoLayouts(0, fork -> 0.003 * (fork % 2))).spread());
        assertThat(ofForks.fork()).isGreaterThan(0.99);
        Comparison.Spread mixed = Objects.requireNonNull(
                analysed(inTwoLayouts(0.001, fork -> 0.003 * (fork % 2))).spread());
        assertThat(mixed.fork()).isBetween(0.05, 0.95);
        assertThat(mixed.fork() + mixed.placement() + mixed.baselineLayout() + mixed.candidateLayout() + mixed.rest())
                .isCloseTo(1, CLOSE);
        assertThat(row(null, TestForks.of(TestRuns.CRC32, 0.125, 0.125, 0.125)).spread())
                .isNull();
    }

    @Test
    void alignedForksMakeAnEstimateOfTheirOwnBesideTheRow() {
        List<ForkResult> forks =
                new ArrayList<>(TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03).list());
        Comparison alone = analysed(forks);
        for (ForkResult fork : TestForks.of(TestRuns.CRC32, 0.49, 0.5, 0.51).list()) {
            forks.add(new ForkResult(
                    fork.workload(),
                    fork.size(),
                    fork.fork(),
                    fork.startedUtc(),
                    fork.seconds(),
                    fork.layouts(),
                    List.of(0, 64),
                    fork.stackShift(),
                    fork.dataSeed(),
                    fork.blockSeed(),
                    fork.ratios(),
                    fork.times(),
                    fork.levelShifts(),
                    fork.noise(),
                    true));
        }
        Comparison row = analysed(forks);
        Comparison.Aligned aligned = Objects.requireNonNull(row.aligned());
        assertThat(aligned.forks()).isEqualTo(3);
        assertThat(aligned.speedup()).isCloseTo(Math.exp(0.5), CLOSE);
        assertThat(halfWidth(aligned.low(), aligned.high())).isCloseTo(0.02484138, within(1e-8));
        assertThat(aligned.flagged()).isTrue();
        assertThat(row.speedup()).isEqualTo(alone.speedup());
        assertThat(row.low()).isEqualTo(alone.low());
        assertThat(row.forks()).isEqualTo(3);
        assertThat(alone.aligned()).isNull();
    }

    /** Two p values, 0.0008323 and 0.0741799: the larger one stays, the smaller one doubles, in both adjustments. */
    @Test
    void bothAdjustmentsOfThePValueAreStored() {
        Summary summary = TestForks.summarise(
                TestForks.of(TestRuns.CRC32, 0.01, 0.02, 0.03),
                TestForks.of(TestRuns.DGEMM, 0.019, 0.02, 0.021),
                TestForks.of(TestRuns.QUICKSORT, 0.018, 0.02, 0.022));
        double[] p =
                summary.comparisons().stream().mapToDouble(Comparison::pValue).toArray();
        assertThat(p[1]).isLessThan(p[2]);
        assertThat(p[2]).isLessThan(p[0]);
        assertThat(summary.comparisons().get(2).holmPValue()).isCloseTo(2 * p[2], CLOSE);
        assertThat(summary.comparisons().get(2).fdrPValue()).isCloseTo(1.5 * p[2], CLOSE);
        assertThat(summary.comparisons().get(1).fdrPValue()).isCloseTo(3 * p[1], CLOSE);
        assertThat(summary.comparisons().get(0).fdrPValue()).isCloseTo(p[0], CLOSE);
    }
}
