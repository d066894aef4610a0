// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Block;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What must hold for any blocks, from the blocks to the row of the table; each repetition draws others. */
class InvarianceTest {
    private static final Offset<Double> SAME = within(1e-12);
    private static final int FORKS = 5;
    private static final List<Contrast> CONTRASTS = List.of(Contrast.VARIANTS, Contrast.COPY, Contrast.RELINKED);

    private static List<List<Block>> draw(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        double effect = 0.02 * random.nextGaussian();
        List<List<Block>> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            double ofFork = effect + 0.01 * random.nextGaussian();
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Contrast contrast = CONTRASTS.get(i % 3);
                List<Integer> order = random.nextBoolean() ? List.of(0, 0, 1, 1, 0) : List.of(1, 1, 0, 0, 1);
                List<Long> elapsed = new ArrayList<>();
                for (int side : order) {
                    double log = side * -ofFork + 0.01 * random.nextGaussian();
                    elapsed.add(Math.round(400_000 * Math.exp(log)));
                }
                int cell = i % 2;
                int sliceMillis = i > 35 ? 2 : 0;
                blocks.add(TestBlocks.block(
                        contrast, cell, sliceMillis, 400, order, elapsed, random.nextInt(5) == 0 ? 1 : 0));
            }
            forks.add(blocks);
        }
        return forks;
    }

    private static Comparison analyse(List<List<Block>> forks, UnaryOperator<Block> change) {
        List<ForkResult> results = new ArrayList<>();
        for (List<Block> fork : forks) {
            List<Block> blocks = fork.stream().map(change).toList();
            results.add(TestForks.fork(
                    TestRuns.CRC32,
                    results.size(),
                    ForkSummary.ratios(blocks),
                    ForkSummary.times(blocks),
                    ForkSummary.levelShifts(blocks),
                    ForkSummary.noise(blocks, null, null, null)));
        }
        return Analysis.summarise(
                        TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, FORKS),
                        List.of(TestRuns.workload(TestRuns.CRC32)),
                        List.of(),
                        results,
                        List.of())
                .comparisons()
                .get(0);
    }

    private static Block with(Block block, List<Integer> order, List<Long> elapsed) {
        return new Block(
                block.contrast(),
                block.cell(),
                block.sliceMillis(),
                block.calls(),
                block.step(),
                order,
                elapsed,
                block.usage());
    }

    @RepeatedTest(25)
    void machineThatIsSlowerByAConstantGivesTheSameRatios(RepetitionInfo repetition) {
        List<List<Block>> forks = draw(repetition);
        Comparison row = analyse(forks, block -> block);
        Comparison slower = analyse(
                forks,
                block -> with(
                        block,
                        block.order(),
                        block.elapsedNanos().stream().map(nanos -> 7 * nanos).toList()));
        assertThat(slower.speedup()).isCloseTo(row.speedup(), SAME);
        assertThat(slower.low()).isCloseTo(row.low(), SAME);
        assertThat(slower.high()).isCloseTo(row.high(), SAME);
        assertThat(slower.forkSd()).isCloseTo(row.forkSd(), SAME);
        assertThat(slower.baselineLevelShift()).isCloseTo(row.baselineLevelShift(), SAME);
        assertThat(slower.verdict()).isEqualTo(row.verdict());
        assertThat(slower.baselineNanos()).isCloseTo(7 * row.baselineNanos(), within(1e-6));
    }

    @RepeatedTest(25)
    void exchangeOfBaselineAndCandidateMirrorsTheRow(RepetitionInfo repetition) {
        List<List<Block>> forks = draw(repetition);
        Comparison row = analyse(forks, block -> block);
        Comparison exchanged = analyse(
                forks,
                block ->
                        with(block, block.order().stream().map(side -> 1 - side).toList(), block.elapsedNanos()));
        assertThat(exchanged.speedup()).isCloseTo(1 / row.speedup(), SAME);
        assertThat(exchanged.low()).isCloseTo(1 / row.high(), SAME);
        assertThat(exchanged.high()).isCloseTo(1 / row.low(), SAME);
        assertThat(exchanged.simultaneousLow()).isCloseTo(1 / Objects.requireNonNull(row.simultaneousHigh()), SAME);
        assertThat(exchanged.pValue()).isCloseTo(row.pValue(), SAME);
        assertThat(exchanged.flagged()).isEqualTo(row.flagged());
        assertThat(exchanged.verdict()).isEqualTo(mirrored(row.verdict()));
        assertThat(exchanged.baselineNanos()).isCloseTo(row.candidateNanos(), within(1e-9));
        assertThat(exchanged.candidateLevelShift()).isCloseTo(row.baselineLevelShift(), SAME);
    }

    private static Verdict mirrored(Verdict verdict) {
        return switch (verdict) {
            case FASTER -> Verdict.SLOWER;
            case SLOWER -> Verdict.FASTER;
            case EQUIVALENT, INCONCLUSIVE -> verdict;
        };
    }
}
