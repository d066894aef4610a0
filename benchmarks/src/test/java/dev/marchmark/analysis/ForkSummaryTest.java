// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestBlocks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForkSummaryTest {
    private final List<Block> blocks = new ArrayList<>();

    /** Adds a block in which a run of the baseline takes that many ns and one of the other side 1000. */
    private void block(Contrast contrast, int cell, int sliceMillis, int switches, long baselineNanos) {
        List<Long> elapsed = List.of(7L, 10 * baselineNanos, 10_000L, 10_000L, 10 * baselineNanos);
        blocks.add(TestBlocks.block(contrast, cell, sliceMillis, 10, List.of(1, 0, 1, 1, 0), elapsed, switches));
    }

    private void variants(int switches, long... baselineNanos) {
        for (long nanos : baselineNanos) {
            block(Contrast.VARIANTS, 0, 0, switches, nanos);
        }
    }

    @Test
    void disturbedBlocksAreDroppedWhereFourOthersAreLeft() {
        variants(0, 1010, 1020, 1030, 1040);
        variants(1, 9000, 9000, 9000);
        ForkResult.Ratio cell = ForkSummary.ratios(blocks).get(0);
        assertThat(cell.blocks()).isEqualTo(4);
        assertThat(cell.dropped()).isEqualTo(3);
        assertThat(cell.logRatio()).isCloseTo((Math.log(1.02) + Math.log(1.03)) / 2, within(1e-9));
        assertThat(ForkSummary.times(blocks))
                .containsExactly(new ForkResult.Time(0, 1025), new ForkResult.Time(1, 1000));
    }

    @Test
    void allBlocksAreKeptWhereFewerThanFourWouldBeLeft() {
        variants(0, 1010, 1020, 1030);
        variants(1, 1040, 1050);
        ForkResult.Ratio cell = ForkSummary.ratios(blocks).get(0);
        assertThat(cell.blocks()).isEqualTo(5);
        assertThat(cell.dropped()).isZero();
        assertThat(cell.logRatio()).isCloseTo(Math.log(1.03), within(1e-9));
        assertThat(ForkSummary.times(blocks))
                .containsExactly(new ForkResult.Time(0, 1030), new ForkResult.Time(1, 1000));
    }

    @Test
    void unfilteredRatioHasTheDisturbedBlocksToo() {
        variants(0, 1010, 1020, 1030, 1040);
        variants(1, 9000, 9000, 9000);
        assertThat(ForkSummary.ratios(blocks).get(0).unfiltered()).isCloseTo(Math.log(1.04), within(1e-9));
    }

    /** The side takes 3 % longer after the baseline than after itself, while the host slows down all the time. */
    @Test
    void orderEffectIsFreeOfLinearDrift() {
        long t = 1_000_000;
        for (int i = 0; i < 4; i++) {
            order(List.of(0, 0, 1, 1, 0), List.of(t, t, t + 35_000, t + 10_000, t + 15_000));
            assertThat(ForkSummary.ratios(blocks).get(0).order())
                    .as("blocks of one direction only")
                    .isNull();
        }
        for (int i = 0; i < 4; i++) {
            order(List.of(1, 1, 0, 0, 1), List.of(t, t, t + 5_000, t + 10_000, t + 45_000));
        }
        assertThat(ForkSummary.ratios(blocks).get(0).order()).isCloseTo(-Math.log(1.03), within(5e-4));
    }

    /** Of three: the second side takes 3 % longer after another one, while the host slows down by 0.5 % a slice. */
    @Test
    void orderEffectOfThreeSidesIsFreeOfLinearDriftAndNeedsBlocksWithEitherInTheMiddle() {
        for (int i = 0; i < 4; i++) {
            middle(1, 1.03);
        }
        assertThat(order(1)).as("no block with the baseline in the middle").isNull();
        for (int i = 0; i < 4; i++) {
            middle(0, 1);
            middle(2, 1);
        }
        assertThat(order(1)).isCloseTo(-Math.log(1.03), within(1e-6));
        assertThat(order(2)).isCloseTo(0, within(1e-6));
    }

    private @Nullable Double order(int side) {
        return ForkSummary.ratios(blocks).get(side - 1).order();
    }

    private void middle(int side, double crossed) {
        int outer = (side + 1) % 3;
        int inner = (side + 2) % 3;
        long t = 1_000_000;
        long first = Math.round(1_010_000 * crossed);
        order(
                List.of(outer, outer, inner, side, side, inner, outer),
                List.of(t, t, 1_005_000L, first, 1_015_050L, 1_020_000L, 1_025_000L));
    }

    private void order(List<Integer> order, List<Long> elapsed) {
        blocks.add(TestBlocks.block(Contrast.VARIANTS, 0, 0, 10, order, elapsed, 0));
    }

    /** The rule is one for each cell: what is left in one cell does not help another. */
    @Test
    void eachCellHasItsOwnMedianAndItsOwnRule() {
        for (long nanos : new long[] {1010, 1020, 1030, 1040, 1050}) {
            block(Contrast.VARIANTS, 0, 0, 0, nanos);
        }
        block(Contrast.VARIANTS, 0, 0, 1, 9000);
        block(Contrast.VARIANTS, 2, 0, 1, 2000);
        block(Contrast.VARIANTS, 2, 0, 0, 2000);
        ForkResult.Ratio ratio = ForkSummary.ratios(blocks).get(0);
        assertThat(ratio.cells()).containsExactly(0, 2);
        assertThat(ratio.blocks()).isEqualTo(7);
        assertThat(ratio.dropped()).isEqualTo(1);
        assertThat(ratio.logRatios().get(0)).isCloseTo(Math.log(1.03), within(1e-9));
        assertThat(ratio.logRatios().get(1)).isCloseTo(Math.log(2), within(1e-9));
        assertThat(ratio.logRatio()).isCloseTo((Math.log(1.03) + Math.log(2)) / 2, within(1e-9));
    }

    /** Log ratios of 1, 2, 3, 4 and 9 per cent: median 3, deviations 2, 1, 0, 1, 6 with the median 1. */
    @Test
    void spreadIsTheScaledMedianDeviation() {
        for (double percent : new double[] {1, 2, 3, 4, 9}) {
            variants(0, Math.round(1e9 * Math.exp(percent / 100)));
        }
        List<Block> scaled = blocks.stream()
                .map(block -> TestBlocks.block(
                        Contrast.VARIANTS,
                        0,
                        0,
                        10,
                        List.of(0, 0, 1),
                        List.of(1L, block.elapsedNanos().get(1), 10_000_000_000L),
                        0))
                .toList();
        ForkResult.Ratio cell = ForkSummary.ratios(scaled).get(0);
        assertThat(cell.logRatio()).isCloseTo(0.03, within(1e-8));
        assertThat(cell.spread()).isCloseTo(0.014826, within(1e-6));
    }

    @Test
    void blocksOfLongSlicesStayOutOfTheRatiosAndGiveTheLevelShiftWithinTheirCell() {
        variants(0, 1010, 1010, 1010, 1010);
        block(Contrast.VARIANTS, 1, 0, 0, 2000);
        block(Contrast.VARIANTS, 0, 8, 3, 1111);
        block(Contrast.VARIANTS, 1, 8, 0, 2200);
        assertThat(ForkSummary.ratios(blocks)).singleElement().satisfies(ratio -> {
            assertThat(ratio.blocks()).isEqualTo(5);
            assertThat(ratio.logRatios().get(0)).isCloseTo(Math.log(1.01), within(1e-9));
        });
        List<ForkResult.LevelShift> shifts = ForkSummary.levelShifts(blocks);
        assertThat(shifts)
                .extracting(
                        ForkResult.LevelShift::side, ForkResult.LevelShift::sliceMillis, ForkResult.LevelShift::blocks)
                .containsExactly(tuple(0, 8, 2), tuple(1, 8, 2));
        assertThat(shifts.get(0).logShift()).isCloseTo(Math.log(1.1), within(1e-9));
        assertThat(shifts.get(1).logShift()).isZero();
    }

    /** A long slice holds whatever disturbs the host, so it is held against all ordinary blocks, disturbed ones too. */
    @Test
    void theLevelShiftComparesWithTheMeanOfAllOrdinaryBlocks() {
        variants(0, 1000, 1000, 1000, 1000);
        variants(1, 6000);
        block(Contrast.VARIANTS, 0, 32, 1, 2000);
        assertThat(ForkSummary.levelShifts(blocks).get(0).logShift()).isZero();
    }

    @Test
    void contrastsAreKeptApartAndTimesAreThoseOfVariantsOnly() {
        variants(0, 1020);
        block(Contrast.RELINKED, 0, 0, 0, 1500);
        block(Contrast.COPY, 1, 0, 0, 1001);
        assertThat(ForkSummary.ratios(blocks))
                .extracting(ForkResult.Ratio::contrast, ForkResult.Ratio::cells)
                .containsExactly(
                        tuple(Contrast.VARIANTS, List.of(0)),
                        tuple(Contrast.COPY, List.of(1)),
                        tuple(Contrast.RELINKED, List.of(0)));
        assertThat(ForkSummary.times(blocks))
                .containsExactly(new ForkResult.Time(0, 1020), new ForkResult.Time(1, 1000));
    }

    @Test
    void threeVariantsGiveTwoComparisonsWithTheFirst() {
        blocks.add(TestBlocks.block(
                Contrast.VARIANTS,
                0,
                0,
                1,
                List.of(2, 0, 1, 2, 2, 1, 0),
                List.of(1L, 4000L, 2000L, 1000L, 1000L, 2000L, 4000L),
                0));
        assertThat(ForkSummary.ratios(blocks))
                .extracting(ForkResult.Ratio::side)
                .containsExactly(1, 2);
        assertThat(ForkSummary.ratios(blocks).get(0).logRatio()).isCloseTo(Math.log(2), within(1e-9));
        assertThat(ForkSummary.ratios(blocks).get(1).logRatio()).isCloseTo(Math.log(4), within(1e-9));
        assertThat(ForkSummary.times(blocks))
                .extracting(ForkResult.Time::nanosPerCall)
                .containsExactly(4000.0, 2000.0, 1000.0);
    }

    /** Each block of the fixture has 5 minor and 2 major faults and ends on another CPU. */
    @Test
    void noiseIsCountedOverAllBlocks() {
        variants(0, 1000, 1000);
        variants(3, 1000);
        block(Contrast.COPY, 0, 0, 1, 1000);
        block(Contrast.VARIANTS, 0, 32, 10, 1000);
        assertThat(ForkSummary.noise(blocks, 0.25, null, 0.75))
                .isEqualTo(new ForkResult.Noise(5, 3, 14, 5, 25, 10, 5000, 0, 0.25, null, 0.75));
        assertThat(ForkSummary.noise(List.of(), null, null, null))
                .isEqualTo(new ForkResult.Noise(0, 0, 0, 0, 0, 0, 0, 0, null, null, null));
    }

    @Test
    void noBlocksGiveNothing() {
        assertThat(ForkSummary.ratios(blocks)).isEmpty();
        assertThat(ForkSummary.times(blocks)).isEmpty();
        assertThat(ForkSummary.levelShifts(blocks)).isEmpty();
    }
}
