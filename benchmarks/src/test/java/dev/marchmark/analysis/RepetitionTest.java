// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    /** Extra hours of sleep by two drugs (Student 1908, as R's data set "sleep" has them). */
    private static final double[] DRUG_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] DRUG_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private static Run run(List<String> workloads, List<ForkResult> forks) {
        Run started = TestRuns.started(workloads, TestRuns.V2_V3);
        return started.withSummary(
                Analysis.summarise(started.settings(), started.workloads(), started.code(), forks, List.of()));
    }

    private static Repetition of(List<ForkResult> then, List<ForkResult> now) {
        return Repetition.of(run(workloads(then), then), then, run(workloads(now), now), now);
    }

    private static List<String> workloads(List<ForkResult> forks) {
        return forks.stream().map(ForkResult::workload).distinct().toList();
    }

    /** R 4.2: t.test(extra ~ group, data = sleep) gives -3.3654832 to 0.2054832, p = 0.07939. */
    @Test
    void jointIntervalIsWelchs() {
        Repetition.Repeated row = of(
                        TimedForks.ofLogRatios(TestRuns.CRC32, DRUG_2), TimedForks.ofLogRatios(TestRuns.CRC32, DRUG_1))
                .rows()
                .get(0);
        assertThat(Math.log(row.change().low())).isCloseTo(-3.3654832, within(1e-6));
        assertThat(Math.log(row.change().high())).isCloseTo(0.2054832, within(1e-6));
        assertThat(Math.log(row.change().value())).isCloseTo(-1.58, within(1e-9));
        assertThat(row.holmPValue()).isCloseTo(0.07939, within(1e-5));
        assertThat(row.agrees()).isTrue();
        assertThat(row.differs()).isFalse();
    }

    @Test
    void runAgreesWithItself() {
        List<ForkResult> forks = TimedForks.ofLogRatios(TestRuns.CRC32, 0.1, 0.11, 0.09, 0.1);
        Repetition same = of(forks, forks);
        assertThat(same.rows()).singleElement().satisfies(row -> {
            assertThat(row.change().value()).isEqualTo(1);
            assertThat(row.holmPValue()).isEqualTo(1);
            assertThat(row.then()).isEqualTo(row.now());
        });
        assertThat(same.onlyThen()).isEmpty();
        assertThat(same.onlyNow()).isEmpty();
    }

    @Test
    void gainThatHasBecomeALossDiffersAndIsOpposite() {
        Repetition.Repeated row = of(
                        TimedForks.ofLogRatios(TestRuns.CRC32, 0.1, 0.11, 0.09, 0.1),
                        TimedForks.ofLogRatios(TestRuns.CRC32, -0.1, -0.11, -0.09, -0.1))
                .rows()
                .get(0);
        assertThat(row.then().verdict()).isEqualTo(Verdict.FASTER);
        assertThat(row.now().verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(row.isOpposite()).isTrue();
        assertThat(row.differs()).isTrue();
        assertThat(row.change().value()).isCloseTo(Math.exp(-0.2), within(1e-9));
    }

    @Test
    void rowsOfOneRunOnlyAreNamed() {
        List<ForkResult> then = new ArrayList<>(TimedForks.ofLogRatios(TestRuns.CRC32, 0.1, 0.11));
        then.addAll(TimedForks.ofLogRatios(TestRuns.DGEMM, 0.1, 0.11));
        List<ForkResult> now = new ArrayList<>(TimedForks.ofLogRatios(TestRuns.CRC32, 0.1, 0.11));
        now.addAll(TimedForks.ofLogRatios(TestRuns.EMPTY, 0.1, 0.11));
        Repetition repetition = of(then, now);
        assertThat(repetition.rows()).hasSize(1);
        assertThat(repetition.onlyThen()).containsExactly(TestRuns.DGEMM + ", v3-O2");
        assertThat(repetition.onlyNow()).containsExactly(TestRuns.EMPTY + ", v3-O2");
    }

    @Test
    void meansAreOverTheRowsOfBoth() {
        List<ForkResult> then = new ArrayList<>(TimedForks.ofLogRatios(TestRuns.CRC32, 0.1, 0.11, 0.09));
        then.addAll(TimedForks.ofLogRatios(TestRuns.DGEMM, 0.3, 0.31, 0.29));
        then.addAll(TimedForks.ofLogRatios(TestRuns.EMPTY, 3, 3, 3));
        List<ForkResult> now = new ArrayList<>(TimedForks.ofLogRatios(TestRuns.CRC32, 0.2, 0.21, 0.19));
        now.addAll(TimedForks.ofLogRatios(TestRuns.DGEMM, 0.4, 0.41, 0.39));
        assertThat(of(then, now).means()).singleElement().satisfies(mean -> {
            assertThat(mean.rows()).isEqualTo(2);
            assertThat(Math.log(mean.then().value())).isCloseTo(0.2, within(1e-9));
            assertThat(Math.log(mean.now().value())).isCloseTo(0.3, within(1e-9));
            assertThat(Math.log(mean.change().value())).isCloseTo(0.1, within(1e-9));
        });
    }

    /** Of 1000 rows that do not change 950 are to agree, give or take 3 standard deviations of 7; and no family differs often. */
    @Test
    void rowsThatHaveNotChangedAgreeAsOftenAsTheIntervalSays() {
        Random random = new Random(20261125);
        int agreeing = 0;
        int tablesThatDiffer = 0;
        for (int table = 0; table < 100; table++) {
            List<ForkResult> then = new ArrayList<>();
            List<ForkResult> now = new ArrayList<>();
            for (int row = 0; row < 10; row++) {
                String workload = "kernels/drawn/w" + row;
                then.addAll(drawn(workload, random, 0.01 * (1 + row)));
                now.addAll(drawn(workload, random, 0.03));
            }
            List<Repetition.Repeated> rows = of(then, now).rows();
            agreeing += (int) rows.stream().filter(Repetition.Repeated::agrees).count();
            tablesThatDiffer += rows.stream().anyMatch(Repetition.Repeated::differs) ? 1 : 0;
        }
        assertThat(agreeing).isBetween(930, 970);
        assertThat(tablesThatDiffer).isLessThan(12);
    }

    private static List<ForkResult> drawn(String workload, Random random, double spread) {
        return TimedForks.ofLogRatios(
                workload,
                IntStream.range(0, 8)
                        .mapToDouble(i -> 0.05 + spread * random.nextGaussian())
                        .toArray());
    }
}
