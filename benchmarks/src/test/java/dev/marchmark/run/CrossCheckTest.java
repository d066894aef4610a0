// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossCheckTest {
    private static final List<String> ROWS = List.of(TestRuns.CRC32, TestRuns.DGEMM);

    private static Settings settings(List<String> variants) {
        return new Settings(ROWS, variants, "small", "thorough", 60, 50, 800, 8, 0.5, 7, 0).withCrossChecked(ROWS);
    }

    private static List<CrossCheck.Step> missing(Settings settings, List<IsolatedResult> done, String... failed) {
        List<ForkResult> paired = new ArrayList<>();
        for (String workload : ROWS) {
            IntStream.range(0, 4).forEach(fork -> paired.add(TestBlocks.fork(workload, fork)));
        }
        return CrossCheck.missing(settings, paired, done, Set.of(failed));
    }

    private static IsolatedResult done(CrossCheck.Step step, double nanos) {
        return TestBlocks.isolated(step.workload(), step.fork(), step.variant(), nanos);
    }

    @ParameterizedTest
    @CsvSource({
        "THOROUGH, 2, 3",
        "THOROUGH, 12, 3",
        "THOROUGH, 14, 4",
        "THOROUGH, 40, 10",
        "THOROUGH, 200, 10",
        "STANDARD, 200, 0",
        "QUICK, 14, 0"
    })
    void aQuarterOfTheRowsOfAThoroughRunIsChecked(Profile profile, int rows, int checked) {
        assertThat(CrossCheck.rows(profile, rows)).isEqualTo(checked);
    }

    @Test
    void sampleIsDrawnFromTheSeedAndKeepsTheTablesOrder() {
        List<String> workloads = IntStream.range(0, 20)
                .mapToObj(i -> "kernels/c/w" + (char) ('a' + i))
                .toList();
        Set<List<String>> samples = new HashSet<>();
        Set<String> drawn = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            List<String> sample = CrossCheck.sample(workloads, 5, seed);
            assertThat(sample).hasSize(5).isSorted().isEqualTo(CrossCheck.sample(workloads, 5, seed));
            samples.add(sample);
            drawn.addAll(sample);
        }
        assertThat(samples).hasSizeGreaterThan(90);
        assertThat(drawn).hasSize(20);
        assertThat(CrossCheck.sample(workloads, 50, 1)).isEqualTo(workloads);
        assertThat(CrossCheck.sample(workloads, 0, 1)).isEmpty();
    }

    @Test
    void firstPairsOfAllRowsComeFirstAndVariantsTakeTurns() {
        List<CrossCheck.Step> steps = missing(settings(TestRuns.V2_V3), List.of());
        assertThat(steps).hasSize(2 * 2 * 8).doesNotHaveDuplicates();
        assertThat(CrossCheck.fewestForks(settings(TestRuns.V2_V3))).isEqualTo(steps.size());
        for (String workload : ROWS) {
            List<CrossCheck.Step> ofRow = steps.stream()
                    .filter(step -> step.workload().equals(workload))
                    .toList();
            assertThat(ofRow.stream()
                            .map(step -> step.fork() + step.variant().substring(0, 2))
                            .limit(8))
                    .containsExactly("0v2", "0v3", "1v3", "1v2", "2v3", "2v2", "3v2", "3v3");
        }
        assertThat(steps.subList(0, 4)).extracting(CrossCheck.Step::workload).containsAll(ROWS);
    }

    @Test
    void withThreeVariantsEachComesFirstLastAndBetween() {
        List<CrossCheck.Step> steps = missing(settings(List.of("v2-O2", "v3-O2", "v4-O2")), List.of(), TestRuns.DGEMM);
        assertThat(steps).hasSize(3 * 8);
        for (int place = 0; place < 3; place++) {
            Set<String> at = new HashSet<>();
            for (int fork = 0; fork < 8; fork++) {
                at.add(steps.get(3 * fork + place).variant());
            }
            assertThat(at).hasSize(3);
        }
    }

    @Test
    void whatIsDoneOrFailedIsNotMeasuredAgainAndTheSpreadAsksForMore() {
        Settings settings = settings(TestRuns.V2_V3);
        List<CrossCheck.Step> first = missing(settings, List.of(), TestRuns.DGEMM);
        List<IsolatedResult> some =
                first.subList(0, 5).stream().map(step -> done(step, 1000)).toList();
        assertThat(missing(settings, some, TestRuns.DGEMM)).isEqualTo(first.subList(5, first.size()));

        List<IsolatedResult> quiet =
                first.stream().map(step -> done(step, 1000)).toList();
        assertThat(missing(settings, quiet, TestRuns.DGEMM)).isEmpty();
        List<IsolatedResult> spread = first.stream()
                .map(step -> done(step, step.variant().equals("v3-O2") ? 1000 * (1 + 0.5 * (step.fork() % 2)) : 1000))
                .toList();
        List<CrossCheck.Step> more = missing(settings, spread, TestRuns.DGEMM);
        assertThat(more).hasSize(2 * 32).doesNotContainAnyElementsOf(first);
        assertThat(CrossCheck.mostForks(settings)).isEqualTo(2 * (first.size() + more.size()));
    }
}
