// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestRuns;
import dev.marchmark.stats.Estimates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedTest {
    private static final Precision PLAIN = new Precision(TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 3));
    // 95 % half width 0.0025.
    private static final double[] LOG_RATIOS = {0.009, 0.01, 0.011};

    private static Row row(double... orderEffects) {
        return Row.of(
                Contrast.VARIANTS,
                1,
                TestForks.of(TestRuns.CRC32, LOG_RATIOS).ordered(orderEffects).list());
    }

    /** 5/8 of the slices of two sides follow the other one. */
    @ParameterizedTest
    @CsvSource({"0.0009, 0.0001", "-0.0009, 0.0001", "0.0009, 0.01", "-0.03, 0.0001"})
    void effectOfAThirdOfTheHalfWidthIsTakenOffWhateverItsNoise(double effect, double d) {
        Allowed allowed = Allowed.of(row(effect - d, effect, effect + d), PLAIN, TableOrder.UNKNOWN);
        assertThat(allowed.allowance()).isCloseTo(0.625 * effect, within(1e-15));
        assertThat(allowed.estimate()).isEqualTo(Estimates.tOverForks(new double[] {
            0.009 - 0.625 * (effect - d), 0.01 - 0.625 * effect, 0.011 - 0.625 * (effect + d)
        }));
        assertThat(allowed.pValue() < 0.05).isEqualTo(allowed.interval(0.95).excludes(0));
    }

    /** Of a table whose order effects vary by their errors and nothing else, or by a quarter of their squares beyond. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0.0018042196"})
    void effectThatMayBeNoiseIsLeftToTheErrorInTablesThatTell(double excess, double unseen) {
        // Of the row's own: 0.001 / sqrt(3); of its effect ten times as much, 5/8 of which would be taken off.
        Row row = row(-0.007, 0.003, 0.013);
        Allowed allowed = Allowed.of(row, PLAIN, new TableOrder(0, excess));
        assertThat(allowed.allowance()).isZero();
        assertThat(allowed.unseen()).isCloseTo(unseen, within(1e-9));
        assertThat(allowed.estimate().mean()).isEqualTo(row.estimate().mean());
        assertThat(allowed.estimate().standardError())
                .isCloseTo(Math.hypot(0.001 / Math.sqrt(3), unseen), within(1e-9));
        assertThat(allowed.estimate().degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void narrowerOfBothIsTakenWhateverTheTable() {
        Row row = row(-0.007, 0.003, 0.013);
        Allowed selfPreceded = Allowed.of(row, PLAIN, TableOrder.UNKNOWN);
        assertThat(selfPreceded.allowance()).isNotZero();
        assertThat(Allowed.of(row, PLAIN, new TableOrder(0, 4))).isEqualTo(selfPreceded);
    }

    @Test
    void effectThatStandsOutInTheTableIsTakenOff() {
        Row row = row(0.0201, 0.02, 0.0199);
        double p = row.orderEffect().pValue();
        assertThat(Allowed.of(row, PLAIN, new TableOrder(0.9 * p, 0)).allowance())
                .as("beyond its noise, as some are in any table")
                .isZero();
        Allowed allowed = Allowed.of(row, PLAIN, new TableOrder(p, 0));
        assertThat(allowed.allowance()).isCloseTo(0.0125, within(1e-12));
        assertThat(allowed.unseen()).isZero();
    }

    @Test
    void triflesAreLeftAlone() {
        for (double effect : new double[] {0, 0.0008, -0.0008}) {
            Row row = row(effect - 1e-5, effect, effect + 1e-5);
            assertThat(Allowed.of(row, PLAIN, TableOrder.UNKNOWN)).isEqualTo(new Allowed(row.estimate(), 0, 0));
        }
        assertThat(Allowed.of(row(), PLAIN, TableOrder.UNKNOWN).allowance())
                .as("none known")
                .isZero();
    }

    @Test
    void forksOfWhichNoEffectIsKnownDoNotCount() {
        List<ForkResult> forks = new ArrayList<>(row(0.004, 0.004, 0.004).forks());
        forks.add(TestForks.of(TestRuns.CRC32, 0.5).list().get(0));
        Row row = Row.of(Contrast.VARIANTS, 1, forks);
        assertThat(row.selfPreceded()).isEqualTo(row(0.004, 0.004, 0.004).selfPreceded());
    }

    /** As of forks with few blocks: three in seven would make the row an average over those three. */
    @Test
    void effectThatMostForksDoNotKnowIsLeftAlone() {
        List<ForkResult> forks = new ArrayList<>(row(0.004, 0.004, 0.004).forks());
        List<ForkResult> others =
                TestForks.of(TestRuns.CRC32, 0.009, 0.01, 0.011, 0.01).list();
        forks.addAll(others.subList(0, 3));
        assertThat(Allowed.of(Row.of(Contrast.VARIANTS, 1, forks), PLAIN, TableOrder.UNKNOWN)
                        .allowance())
                .as("half of them know it")
                .isPositive();
        forks.add(others.get(3));
        Row row = Row.of(Contrast.VARIANTS, 1, forks);
        assertThat(Allowed.of(row, PLAIN, TableOrder.UNKNOWN)).isEqualTo(new Allowed(row.estimate(), 0, 0));
    }

    /** Of three sides' slices 7/9 follow another one, of a control's 5/8 all the same. */
    @Test
    void shareOfSlicesThatFollowAnotherSideDependsOnTheirNumber() {
        List<ForkResult> three =
                TestForks.of(TestRuns.CRC32, 0.1, 0.1)
                        .with(Contrast.COPY, 1, 0.1, 0.1)
                        .ordered(0.09, 0.09)
                        .list()
                        .stream()
                        .map(AllowedTest::withThreeVariants)
                        .toList();
        assertThat(Row.of(Contrast.VARIANTS, 1, three).selfPreceded().mean()).isCloseTo(0.03, within(1e-12));
        assertThat(Row.of(Contrast.COPY, 1, three).selfPreceded().mean()).isCloseTo(0.1 - 0.625 * 0.09, within(1e-12));
    }

    private static ForkResult withThreeVariants(ForkResult fork) {
        List<List<Integer>> layouts = new ArrayList<>(fork.layouts());
        layouts.add(0, layouts.get(0));
        return new ForkResult(
                fork.workload(),
                fork.size(),
                fork.fork(),
                fork.startedUtc(),
                fork.seconds(),
                layouts,
                fork.offsets(),
                fork.stackShift(),
                fork.dataSeed(),
                fork.blockSeed(),
                fork.ratios(),
                fork.times(),
                fork.levelShifts(),
                fork.noise());
    }
}
