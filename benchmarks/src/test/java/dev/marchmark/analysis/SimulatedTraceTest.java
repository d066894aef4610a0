// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Block;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What order effect and level shift show of simulated CPUs on which both variants take the same number of cycles: one whose
 * clock is 15 % lower while the candidate's wide vectors run and for 3 ms after, and one whose predictors have to learn
 * anew, for 10 us, after the other variant. Real CPUs that do so reliably, on a loaded host too, are hard to come by.
 */
class SimulatedTraceTest {
    private static final double LOWERED = 0.85;
    private static final double HOLD_NANOS = 3e6;
    private static final int FORKS = 12;
    private static final double NOISE = 0.003;
    private static final double LEARNING_NANOS = 10_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private double now;
    private double loweredUntil;
    private int last;
    private boolean learning;

    /** Nanoseconds that a slice takes of so much work, in nanoseconds at full clock. */
    private long slice(int side, double work) {
        double disturbed = work * (1 + NOISE * random.nextGaussian());
        if (learning) {
            double anew = side == last ? 0 : LEARNING_NANOS;
            last = side;
            return Math.round(disturbed + anew);
        }
        double lowered = side == 1 ? Double.MAX_VALUE : Math.max(0, loweredUntil - now);
        double took = disturbed <= lowered * LOWERED ? disturbed / LOWERED : lowered + disturbed - lowered * LOWERED;
        now += took;
        loweredUntil = side == 1 ? now + HOLD_NANOS : loweredUntil;
        return Math.round(took);
    }

    private Block block(int sliceMillis) {
        double work = sliceMillis == 0 ? 60_000 : sliceMillis * 1e6;
        int outer = random.nextInt(2);
        List<Integer> order = List.of(random.nextInt(2), outer, 1 - outer, 1 - outer, outer);
        List<Long> elapsed = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            elapsed.add(slice(order.get(i), i == 0 ? 60_000 : work));
        }
        return TestBlocks.block(Contrast.VARIANTS, 0, sliceMillis, Math.round(work), order, elapsed, 0);
    }

    private List<ForkResult> forks() {
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                blocks.add(block(0));
            }
            for (int i = 0; i < 3; i++) {
                blocks.add(block(new int[] {2, 8, 32}[fork % 3]));
            }
            forks.add(TestForks.fork(
                    TestRuns.CRC32,
                    fork,
                    ForkSummary.ratios(blocks),
                    ForkSummary.times(blocks),
                    ForkSummary.levelShifts(blocks),
                    ForkSummary.noise(blocks, null, null, null)));
        }
        return forks;
    }

    /** Each variant alone, 10 ms. */
    private List<IsolatedResult> alone() {
        List<IsolatedResult> alone = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            for (int side = 0; side < 2; side++) {
                now += 1e9;
                alone.add(TestBlocks.isolated(
                        TestRuns.CRC32,
                        fork,
                        TestRuns.V2_V3.get(side),
                        slice(side, 1e7) * (1 + 0.01 * random.nextGaussian())));
            }
        }
        return alone;
    }

    /** Both sides learn anew just as often, so the ratio is right. */
    @Test
    void ofPredictorsTheContrastIsSilentAndTheLevelOfBothShifts() {
        learning = true;
        Settings settings = TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, FORKS);
        Comparison row = Analysis.summarise(
                        settings, List.of(TestRuns.workload(TestRuns.CRC32)), List.of(), forks(), List.of())
                .comparisons()
                .get(0);
        assertThat(row.speedup()).isCloseTo(1, within(0.001));
        assertThat(row.baselineLevelShift()).isBetween(-0.11, -0.07);
        assertThat(row.candidateLevelShift()).isBetween(-0.11, -0.07);
        assertThat(row.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.LEVEL_SHIFT);
    }

    @Test
    void ofAClockTheContrastIsSilentTheLevelShiftsAndTheCrossCheckDisagrees() {
        List<String> rows = List.of(TestRuns.CRC32);
        Settings like = TestRuns.settings(rows, TestRuns.V2_V3, FORKS);
        Settings settings = new Settings(
                        rows, TestRuns.V2_V3, "small", "thorough", FORKS, 50, 400, 1, 0.5, like.seed(), 0)
                .withCrossChecked(rows);
        Summary summary =
                Analysis.summarise(settings, List.of(TestRuns.workload(TestRuns.CRC32)), List.of(), forks(), alone());
        Comparison row = summary.comparisons().get(0);
        assertThat(row.speedup()).as("wrong").isCloseTo(1, within(0.001));
        assertThat(Math.abs(Objects.requireNonNull(row.order()).effect())).isLessThan(0.001);
        assertThat(row.baselineLevelShift()).as("its clock recovers").isLessThan(-0.03);
        assertThat(row.candidateLevelShift()).isCloseTo(0, within(0.005));
        assertThat(row.warnings())
                .extracting(Warning::kind)
                .contains(Warning.Kind.LEVEL_SHIFT, Warning.Kind.ORDER_DEPENDENT)
                .doesNotContain(Warning.Kind.ORDER);
        assertThat(summary.crossChecks().get(0).speedup()).isCloseTo(LOWERED, within(0.02));
    }
}
