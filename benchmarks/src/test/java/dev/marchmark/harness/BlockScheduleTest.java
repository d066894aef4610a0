// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockScheduleTest {
    private static final int CELLS = 4;
    private static final int BOUT = 7;
    private static final long ORDINARY_NANOS = 260_000;

    private static List<BlockSchedule.Next> blocks(List<Contrast> pattern, int longMillis, int count) {
        BlockSchedule schedule = new BlockSchedule(pattern, CELLS, longMillis, new SplittableRandom(5));
        List<BlockSchedule.Next> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockSchedule.Next next = schedule.next();
            blocks.add(next);
            schedule.took(next, nanos(next));
        }
        return blocks;
    }

    private static long nanos(BlockSchedule.Next block) {
        return block.sliceMillis() == 0 ? ORDINARY_NANOS : block.sliceMillis() * 4_000_000L;
    }

    private static boolean isOrdinary(BlockSchedule.Next block) {
        return block.sliceMillis() == 0;
    }

    /** The blocks that begin a bout. */
    private static List<BlockSchedule.Next> bouts(List<BlockSchedule.Next> blocks) {
        return blocks.stream().filter(block -> !block.counts()).toList();
    }

    @Test
    void boutIsABlockThatDoesNotCountAndSixAlikeThatDo() {
        List<BlockSchedule.Next> blocks = blocks(Contrast.KNOWN, 8, 50 * BOUT);
        for (int i = 0; i < blocks.size(); i++) {
            BlockSchedule.Next first = blocks.get(i / BOUT * BOUT);
            assertThat(blocks.get(i))
                    .isEqualTo(new BlockSchedule.Next(first.contrast(), first.cell(), 0, i % BOUT != 0));
        }
    }

    @Test
    void ofEveryTenBoutsEightCompareVariantsAndOneEachTheControls() {
        List<Contrast> expected = new ArrayList<>(Collections.nCopies(8, Contrast.VARIANTS));
        expected.addAll(List.of(Contrast.COPY, Contrast.RELINKED));
        List<BlockSchedule.Next> bouts = bouts(blocks(BlockSchedule.COMPARISON, 8, 10_000));
        for (int i = 0; i + 10 <= bouts.size(); i += 10) {
            assertThat(bouts.subList(i, i + 10))
                    .extracting(BlockSchedule.Next::contrast)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void controlsComeAtDrawnPlaces() {
        List<BlockSchedule.Next> bouts = bouts(blocks(BlockSchedule.COMPARISON, 8, 20_000));
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < bouts.size(); i++) {
            if (bouts.get(i).contrast() == Contrast.COPY) {
                places.merge(i % 10, 1, Integer::sum);
            }
        }
        assertThat(places).as("of 10 possible").hasSize(10);
    }

    @Test
    void boutsOfEachContrastCycleThroughTheCells() {
        Map<Contrast, Integer> seen = new HashMap<>();
        for (BlockSchedule.Next bout : bouts(blocks(BlockSchedule.COMPARISON, 2, 10_000))) {
            int before = seen.merge(bout.contrast(), 1, Integer::sum) - 1;
            assertThat(bout.cell()).isEqualTo(before % CELLS);
        }
        assertThat(seen).containsOnlyKeys(Contrast.VARIANTS, Contrast.COPY, Contrast.RELINKED);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32})
    void longBlocksTakeASeventhOfTheTimeAndCompareVariantsInAllCells(int longMillis) {
        List<BlockSchedule.Next> blocks = blocks(BlockSchedule.COMPARISON, longMillis, 60_000);
        List<BlockSchedule.Next> longer =
                blocks.stream().filter(block -> !isOrdinary(block)).toList();
        double longNanos = longer.stream().mapToLong(BlockScheduleTest::nanos).sum();
        double nanos = blocks.stream().mapToLong(BlockScheduleTest::nanos).sum();
        assertThat(longNanos / nanos).isCloseTo(1.0 / 7, within(0.005));
        assertThat(longer)
                .allMatch(block ->
                        block.counts() && block.contrast() == Contrast.VARIANTS && block.sliceMillis() == longMillis)
                .extracting(BlockSchedule.Next::cell)
                .contains(0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32})
    void firstLongBlockComesAfterAQuarterOfItsWait(int longMillis) {
        List<BlockSchedule.Next> blocks = blocks(BlockSchedule.COMPARISON, longMillis, 10_000);
        int before = 0;
        while (isOrdinary(blocks.get(before))) {
            before++;
        }
        double wait = 7 * 4e6 * longMillis;
        assertThat(before * (double) ORDINARY_NANOS).isCloseTo(wait / 4, within(2.0 * ORDINARY_NANOS));
    }

    @Test
    void boutThatALongBlockInterruptsIsGivenUp() {
        List<BlockSchedule.Next> blocks = blocks(BlockSchedule.COMPARISON, 2, 10_000);
        for (int i = 1; i < blocks.size(); i++) {
            if (!isOrdinary(blocks.get(i - 1)) && isOrdinary(blocks.get(i))) {
                assertThat(blocks.get(i).counts()).as("its code is cold").isFalse();
            }
        }
    }

    @Test
    void scheduleWithoutLongerSlicesHasNone() {
        assertThat(blocks(BlockSchedule.COMPARISON, 0, 10_000)).allMatch(BlockScheduleTest::isOrdinary);
    }

    @Test
    void passIsABoutOfVariantsInEightLayoutsAndOneOfEachControl() {
        List<BlockSchedule.Next> pass = blocks(BlockSchedule.COMPARISON, 0, 10 * BOUT);
        assertThat(pass)
                .filteredOn(block -> block.counts() && block.contrast() == Contrast.VARIANTS)
                .hasSize(BlockSchedule.BLOCKS_OF_A_PASS);
        int slices = pass.stream()
                .mapToInt(block -> block.contrast() == Contrast.VARIANTS ? 7 : 5)
                .sum();
        assertThat(BlockSchedule.slicesOfAPass(3)).isCloseTo(slices / (6.0 / 7), within(1e-9));
    }

    @Test
    void truthAloneHasAllBoutsAndAllCells() {
        List<BlockSchedule.Next> bouts = bouts(blocks(List.of(Contrast.SCALED), 2, 8 * BOUT));
        assertThat(bouts)
                .hasSize(8)
                .allMatch(bout -> bout.contrast() == Contrast.SCALED)
                .extracting(BlockSchedule.Next::cell)
                .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void calibrationHasNoLongBlocksAndAllKindsAlike() {
        List<BlockSchedule.Next> blocks = blocks(Contrast.KNOWN, 2, 125 * BOUT);
        assertThat(blocks).allMatch(BlockScheduleTest::isOrdinary);
        for (Contrast contrast : Contrast.KNOWN) {
            assertThat(bouts(blocks))
                    .filteredOn(bout -> bout.contrast() == contrast)
                    .hasSize(25);
        }
    }
}
