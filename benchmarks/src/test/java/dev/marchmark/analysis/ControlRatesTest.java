// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlRatesTest {
    private static final int FORKS = ControlRates.FORKS;
    /** Twelve values about 0 with a mean of exactly 0: no interval of theirs excludes it. */
    private static final double[] NOTHING = alternating(0, 0.01);

    private static double[] alternating(double mean, double swing) {
        return IntStream.range(0, FORKS)
                .mapToDouble(fork -> mean + (fork % 2 == 0 ? swing : -swing))
                .toArray();
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static ControlRates.Measured run(List<String> workloads, List<ForkResult> forks) {
        return new ControlRates.Measured(TestRuns.started(workloads, TestRuns.V2_V3), forks);
    }

    private static ControlRates rates(Contrast code, ControlRates.Measured... runs) {
        return ControlRates.of(List.of(runs)).stream()
                .filter(rates -> rates.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachTwelveForksAreAComparisonOfTheirOwn() {
        List<ForkResult> forks = new TestForks(TestRuns.CRC32, 3 * FORKS + 5)
                .with(Contrast.COPY, 1, joined(NOTHING, alternating(0.02, 0.001), NOTHING, new double[] {9, 9, 9, 9, 9
                }))
                .with(Contrast.RELINKED, 1, joined(NOTHING, NOTHING, NOTHING, new double[] {9, 9, 9, 9, 9}))
                .list();
        ControlRates.Measured run = run(List.of(TestRuns.CRC32), forks);
        assertThat(ControlRates.of(List.of(run)))
                .extracting(ControlRates::code)
                .containsExactly(Contrast.COPY, Contrast.RELINKED);
        ControlRates copy = rates(Contrast.COPY, run);
        assertThat(copy.comparisons()).isEqualTo(3);
        assertThat(copy.flagged()).isEqualTo(1);
        assertThat(copy.medianDifference()).isCloseTo(0, within(1e-15));
        // t with 11 degrees of freedom, 2.200985, times 0.01 sqrt(12 / 11) / sqrt(12).
        assertThat(copy.medianHalfWidth()).isCloseTo(2.200985 * 0.01 / Math.sqrt(11), within(1e-8));
        assertThat(rates(Contrast.RELINKED, run).flagged()).isZero();
    }

    /** A fork that failed leaves its comparison out, and no other one moves up into its place. */
    @Test
    void comparisonThatLacksAForkDoesNotCount() {
        List<ForkResult> forks = new ArrayList<>(new TestForks(TestRuns.CRC32, 2 * FORKS)
                .with(Contrast.COPY, 1, joined(alternating(0.02, 0.001), NOTHING))
                .list());
        forks.remove(3);
        ControlRates copy = rates(Contrast.COPY, run(List.of(TestRuns.CRC32), forks));
        assertThat(copy.comparisons()).isEqualTo(1);
        assertThat(copy.flagged()).isZero();
    }

    /** The sample's code of {@code empty} is the same at both levels, that of {@code crc32} is not. */
    @Test
    void rowsThatTheCompilerLeftAloneAreControls() {
        List<ForkResult> forks = new ArrayList<>();
        for (String workload : List.of(TestRuns.CRC32, TestRuns.EMPTY)) {
            forks.addAll(new TestForks(workload, FORKS)
                    .with(Contrast.VARIANTS, 1, alternating(0.02, 0.001))
                    .list());
        }
        ControlRates same = rates(Contrast.VARIANTS, run(List.of(TestRuns.CRC32, TestRuns.EMPTY), forks));
        assertThat(same.comparisons()).isEqualTo(1);
        assertThat(same.flagged()).isEqualTo(1);
        assertThat(same.medianDifference()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void tablesHaveNineteenRowsOfTheSameForksOfOneRun() {
        List<String> workloads = IntStream.range(0, 2 * ControlRates.ROWS + 3)
                .mapToObj(i -> "kernels/bits/w" + i)
                .toList();
        List<ForkResult> forks = new ArrayList<>();
        for (String workload : workloads) {
            // In the second table one row differs by far; the last three rows make no table.
            boolean differs = workload.equals(workloads.get(ControlRates.ROWS + 4))
                    || workload.equals(workloads.get(2 * ControlRates.ROWS));
            forks.addAll(new TestForks(workload, FORKS)
                    .with(Contrast.COPY, 1, differs ? alternating(0.02, 0.001) : NOTHING)
                    .list());
        }
        ControlRates copy = rates(Contrast.COPY, run(workloads, forks));
        assertThat(copy.tables()).isEqualTo(2);
        assertThat(copy.flaggedTables()).isEqualTo(1);
        ControlRates ofTwoRuns = rates(Contrast.COPY, run(workloads, forks), run(workloads, forks));
        assertThat(ofTwoRuns.tables()).isEqualTo(4);
        assertThat(ofTwoRuns.flaggedTables()).isEqualTo(2);
    }

    /** Of normal forks without a difference 5 % are flagged: 4 standard errors of 3000 comparisons are 1.6 %. */
    @Test
    void identicalCodeIsCalledDifferentInFiveOfAHundredComparisons() {
        Random random = new Random(20261126);
        List<String> workloads =
                IntStream.range(0, 60).mapToObj(i -> "kernels/bits/w" + i).toList();
        List<ForkResult> forks = new ArrayList<>();
        for (String workload : workloads) {
            double[] values = random.doubles(50 * FORKS)
                    .map(any -> 0.003 * random.nextGaussian())
                    .toArray();
            forks.addAll(new TestForks(workload, values.length)
                    .with(Contrast.COPY, 1, values)
                    .list());
        }
        ControlRates copy = rates(Contrast.COPY, run(workloads, forks));
        assertThat(copy.comparisons()).isEqualTo(3000);
        assertThat(copy.flagged() / 3000.0).isCloseTo(0.05, within(0.016));
        // Holm: at most 5 % of tables, and here nearly so many; 150 of them, 4 standard errors are 7 %.
        assertThat(copy.tables()).isEqualTo(150);
        assertThat(copy.flaggedTables() / 150.0).isCloseTo(0.05, within(0.071));
    }
}
