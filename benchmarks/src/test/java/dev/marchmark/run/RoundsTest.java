// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.analysis.Precision;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forks are made up: their values are the log ratios that a test chooses. */
class RoundsTest {
    private static final List<String> THREE = List.of(TestRuns.CRC32, TestRuns.DGEMM, TestRuns.QUICKSORT);
    private static final List<String> NONE = List.of();
    private static final List<String> V2_V3_V4 = List.of("v2-O2", "v3-O2", "v4-O2");

    private static Settings settings(List<String> workloads, Settings.@Nullable Target target, boolean aligned) {
        return TestRuns.settings(workloads, TestRuns.V2_V3, 4).with(target, aligned);
    }

    /** Half width 0.5 %, looks after 4, 6 and 9 forks. */
    private static Settings.Target target() {
        return Precision.plan(0.5, 4, 9);
    }

    private static ForkResult fork(String workload, int number, boolean aligned, double... logRatios) {
        ForkResult like = TestBlocks.fork(workload, number);
        List<ForkResult.Ratio> ratios = new ArrayList<>();
        for (int side = 1; side <= logRatios.length; side++) {
            double value = logRatios[side - 1];
            ratios.add(new ForkResult.Ratio(
                    Contrast.VARIANTS, side, 40, 0, 0.001, List.of(0), List.of(value), value, null));
        }
        return new ForkResult(
                workload,
                like.size(),
                number,
                like.startedUtc(),
                like.seconds(),
                like.layouts(),
                like.offsets(),
                like.stackShift(),
                like.dataSeed(),
                like.blockSeed(),
                ratios,
                like.times(),
                like.levelShifts(),
                like.noise(),
                aligned);
    }

    /** A row of this spread: one fork above its mean, the next as far below. */
    private static ForkResult measured(Rounds.Step step, double spread) {
        return fork(step.workload(), step.fork(), step.aligned(), step.fork() % 2 == 0 ? spread : -spread);
    }

    private static Map<String, Long> forksOf(List<ForkResult> done) {
        return done.stream().collect(Collectors.groupingBy(ForkResult::workload, Collectors.counting()));
    }

    private static List<ForkResult> run(Rounds rounds, Map<String, Double> spreads) {
        List<ForkResult> done = new ArrayList<>();
        for (List<Rounds.Step> left = rounds.next(done, NONE); !left.isEmpty(); left = rounds.next(done, NONE)) {
            left.forEach(step -> done.add(measured(step, spreads.getOrDefault(step.workload(), 0.0))));
        }
        return done;
    }

    @Test
    void withoutATargetEveryRowGetsItsForksRoundByRound() {
        List<Rounds.Step> steps = new Rounds(settings(THREE, null, false)).next(List.of(), NONE);
        assertThat(steps).hasSize(12).doesNotHaveDuplicates();
        for (int round = 0; round < 4; round++) {
            assertThat(steps.subList(3 * round, 3 * round + 3))
                    .extracting(Rounds.Step::fork)
                    .containsOnly(round);
        }
        assertThat(steps.stream().map(Rounds.Step::workload).limit(3).toList())
                .isNotEqualTo(steps.stream()
                        .map(Rounds.Step::workload)
                        .skip(3)
                        .limit(3)
                        .toList());
        assertThat(new Rounds(settings(THREE, null, false)).next(List.of(), NONE))
                .isEqualTo(steps);
    }

    @Test
    void longQuickRunBeginsWithThreeForksOfSixRowsAndLeavesNoneOut() {
        List<String> ten =
                IntStream.range(0, 10).mapToObj(i -> "kernels/bits/k" + i).toList();
        Settings settings = TestRuns.settings(ten, TestRuns.V2_V3, 5);
        Rounds rounds = new Rounds(settings);
        List<Rounds.Step> first = rounds.next(List.of(), NONE);
        assertThat(first).hasSize(18).extracting(Rounds.Step::fork).containsOnly(0, 1, 2);
        assertThat(first.stream().map(Rounds.Step::workload).distinct()).hasSize(6);
        assertThat(rounds.isFirst(first)).isTrue();
        assertThat(rounds.isFirst(first.subList(5, 18))).as("of a resumed run").isTrue();

        List<ForkResult> done = new ArrayList<>();
        first.forEach(step -> done.add(measured(step, 0)));
        List<Rounds.Step> rest = rounds.next(done, NONE);
        assertThat(rounds.isFirst(rest)).isFalse();
        assertThat(rest.subList(0, 4)).extracting(Rounds.Step::fork).containsOnly(0);
        List<Rounds.Step> all = new ArrayList<>(first);
        all.addAll(rest);
        assertThat(all).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void othersTakeAllRowsRoundByRoundFromTheirBeginning() {
        List<String> ten =
                IntStream.range(0, 10).mapToObj(i -> "kernels/bits/k" + i).toList();
        Settings standard =
                new Settings(ten, TestRuns.V2_V3, "small", "standard", 30, 50, 200, 4, 0.5, 81_985_529_216L, 0);
        Settings shortRun = TestRuns.settings(ten, TestRuns.V2_V3, 4);
        for (Settings settings : List.of(standard, shortRun)) {
            Rounds rounds = new Rounds(settings);
            List<Rounds.Step> steps = rounds.next(List.of(), NONE);
            assertThat(steps).hasSize(10 * settings.forks());
            assertThat(steps.subList(0, 10)).extracting(Rounds.Step::fork).containsOnly(0);
            assertThat(rounds.isFirst(steps)).isFalse();
        }
    }

    @Test
    void rowsThatReachTheTargetStopAndOthersGoOn() {
        Rounds rounds = new Rounds(settings(THREE, target(), false));
        List<ForkResult> done =
                run(rounds, Map.of(TestRuns.CRC32, 1e-4, TestRuns.DGEMM, 0.0035, TestRuns.QUICKSORT, 0.0055));
        assertThat(forksOf(done)).isEqualTo(Map.of(TestRuns.CRC32, 4L, TestRuns.DGEMM, 6L, TestRuns.QUICKSORT, 9L));
        assertThat(done.subList(0, 12)).extracting(ForkResult::fork).containsOnly(0, 1, 2, 3);
    }

    @Test
    void rowThatCanNotReachTheTargetGetsTheMostForks() {
        Rounds rounds = new Rounds(settings(THREE, target(), false));
        assertThat(forksOf(run(rounds, Map.of(TestRuns.CRC32, 1.0, TestRuns.DGEMM, 0.0055))))
                .isEqualTo(Map.of(TestRuns.CRC32, 9L, TestRuns.DGEMM, 9L, TestRuns.QUICKSORT, 4L));
    }

    /** Whatever is cut off from the forks measured, the rest is what a run in one go measures, in the same order. */
    @Test
    void resumedRunComesToTheSameForks() {
        Map<String, Double> spreads = Map.of(TestRuns.CRC32, 1e-4, TestRuns.DGEMM, 0.0035, TestRuns.QUICKSORT, 0.0055);
        Settings settings = settings(THREE, target(), true);
        List<ForkResult> all = run(new Rounds(settings), spreads);
        for (int cut = 0; cut < all.size(); cut++) {
            Rounds resumed = new Rounds(settings);
            List<ForkResult> done = new ArrayList<>(all.subList(0, cut));
            for (List<Rounds.Step> left = resumed.next(done, NONE); !left.isEmpty(); left = resumed.next(done, NONE)) {
                left.forEach(step -> done.add(measured(step, spreads.getOrDefault(step.workload(), 0.0))));
            }
            assertThat(done).isEqualTo(all);
        }
    }

    @Test
    void failedRowGetsNoMoreForks() {
        Rounds rounds = new Rounds(settings(THREE, target(), false));
        assertThat(rounds.next(List.of(), List.of(TestRuns.DGEMM)))
                .hasSize(8)
                .extracting(Rounds.Step::workload)
                .doesNotContain(TestRuns.DGEMM);
        assertThat(rounds.next(List.of(), THREE)).isEmpty();
    }

    @Test
    void alignedForksComeBesideTheOthersAndEndNoRow() {
        Rounds rounds = new Rounds(settings(List.of(TestRuns.CRC32), target(), true));
        List<Rounds.Step> steps = rounds.next(List.of(), NONE);
        assertThat(steps).hasSize(8);
        assertThat(steps.subList(0, 2))
                .containsExactly(new Rounds.Step(TestRuns.CRC32, 0, false), new Rounds.Step(TestRuns.CRC32, 0, true));
        List<ForkResult> done = new ArrayList<>();
        steps.forEach(step -> done.add(measured(step, step.aligned() ? 1e-5 : 0.0035)));
        assertThat(rounds.next(done, NONE)).hasSize(4);
        List<ForkResult> quiet = new ArrayList<>();
        steps.forEach(step -> quiet.add(measured(step, step.aligned() ? 0.0035 : 1e-5)));
        assertThat(rounds.next(quiet, NONE)).isEmpty();
    }

    @Test
    void rowGoesOnWhileAnyOfItsCandidatesNeedsForks() {
        Settings settings =
                TestRuns.settings(List.of(TestRuns.CRC32), V2_V3_V4, 4).with(target(), false);
        List<ForkResult> done = new ArrayList<>();
        for (int fork = 0; fork < 4; fork++) {
            int sign = fork % 2 == 0 ? 1 : -1;
            done.add(fork(TestRuns.CRC32, fork, false, sign * 1e-5, sign * 0.0035));
        }
        assertThat(new Rounds(settings).next(done, NONE))
                .extracting(Rounds.Step::fork)
                .containsExactly(4, 5);
    }

    /**
     * Rows without a difference, through the rule and the table: 5 % may be flagged, + 4 binomial standard deviations. The
     * spread is where stopping selects most, 2.2 times the target; candidates share a part of each fork's value.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "2, 0.7"})
    void rowsWithoutADifferenceAreFlaggedNoOftenerThanTheySay(int candidates, double shared) {
        List<String> variants = V2_V3_V4.subList(0, 1 + candidates);
        Settings settings =
                TestRuns.settings(List.of(TestRuns.CRC32), variants, 12).with(Precision.plan(0.5, 12, 60), false);
        SplittableRandom random = new SplittableRandom(20_261_125);
        double spread = 2.2 * Math.log1p(0.005);
        int rows = 600 / candidates;
        int flagged = 0;
        Map<Integer, Integer> ends = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            Rounds rounds = new Rounds(settings);
            List<ForkResult> done = new ArrayList<>();
            for (List<Rounds.Step> left = rounds.next(done, NONE); !left.isEmpty(); left = rounds.next(done, NONE)) {
                for (Rounds.Step step : left) {
                    double common = random.nextGaussian();
                    double[] values = new double[candidates];
                    Arrays.setAll(
                            values,
                            i -> spread * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * random.nextGaussian()));
                    done.add(fork(step.workload(), step.fork(), false, values));
                }
            }
            ends.merge(done.size(), 1, Integer::sum);
            flagged += (int)
                    Analysis.summarise(settings, List.of(TestRuns.workload(TestRuns.CRC32)), List.of(), done, List.of())
                            .comparisons()
                            .stream()
                            .filter(Comparison::flagged)
                            .count();
        }
        int judged = rows * candidates;
        assertThat(ends).as("forks of a row").hasSizeGreaterThan(2);
        assertThat(flagged).isBetween(judged / 50, (int) (judged * (0.05 + 4 * Math.sqrt(0.05 * 0.95 / judged))));
    }
}
