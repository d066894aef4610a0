// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
    private static final String LINE =
            "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,5000";

    /** A: (400 + 600)/2/10 = 50; B: (200 + 300)/2/10 = 25; the lead-in of 9999 counts for neither. */
    @Test
    void timeOfACallIsTheMeanOverTheSlicesOfASideWithoutTheLeadIn() {
        Block block = TestBlocks.block(9999, 400, 200, 300, 600);
        assertThat(block.nanosPerCall(0)).isEqualTo(50);
        assertThat(block.nanosPerCall(1)).isEqualTo(25);
        assertThat(block.nanosPerCall(2)).isNaN();
    }

    @Test
    void logRatioIsAboveZeroWhereTheSideIsFasterThanTheBaseline() {
        Block block = TestBlocks.block(9999, 400, 200, 300, 600);
        assertThat(block.logRatio(1)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(block.logRatio(0)).isZero();
        assertThat(TestBlocks.block(1, 200, 400, 600, 300).logRatio(1)).isCloseTo(-Math.log(2), within(1e-15));
    }

    @Test
    void threeSidesAreEachComparedWithTheFirst() {
        Block block = TestBlocks.block(
                Contrast.VARIANTS,
                0,
                0,
                1,
                List.of(0, 2, 1, 0, 0, 1, 2),
                List.of(1L, 100L, 200L, 400L, 400L, 200L, 100L),
                0);
        assertThat(block.logRatio(1)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(block.logRatio(2)).isCloseTo(Math.log(4), within(1e-15));
    }

    @Test
    void involuntarySwitchDisturbsABlockAndNothingElseDoes() {
        List<Integer> order = List.of(0, 0, 1);
        List<Long> elapsed = List.of(1L, 1L, 1L);
        // Voluntary switches, faults of both kinds and a migration are in each of these.
        assertThat(TestBlocks.block(Contrast.COPY, 0, 0, 1, order, elapsed, 0).isDisturbed())
                .isFalse();
        assertThat(TestBlocks.block(Contrast.COPY, 0, 0, 1, order, elapsed, 1).isDisturbed())
                .isTrue();
    }

    @Test
    void lineHoldsTheWholeBlock() {
        Block block = TestBlocks.block(
                Contrast.RELINKED, 3, 0, 400, List.of(1, 0, 1, 1, 0), List.of(9L, 400L, 200L, 300L, 600L), 0);
        assertThat(block.toLine()).isEqualTo(LINE);
        assertThat(Block.parse(LINE)).isEqualTo(block);
        Block other = TestBlocks.block(
                Contrast.SCALED, 0, 32, Long.MAX_VALUE, List.of(0, 1), List.of(Long.MAX_VALUE, 1L), Integer.MAX_VALUE);
        assertThat(Block.parse(other.toLine())).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RELINKED",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,5000\t",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,9,9",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,5000",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0,\t9,400,200,300,600,\t1000,3000,0,1,5,2,0,1,5000",
                "RELINKED\t3\t0\t400\t77\t0\t9\t1000,3000,0,1,5,2,0,1,5000",
                "RELINKED\t3\t0\t400\t77\t\t\t1000,3000,0,1,5,2,0,1,5000",
                "relinked\t3\t0\t400\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,5000",
                "RELINKED\t3\t0\t4e2\t77\t1,0,1,1,0\t9,400,200,300,600\t1000,3000,0,1,5,2,0,1,5000",
                "RELINKED\t3\t0\t400\t77\t1,0,1,1,0\t9,400,NaN,300,600\t1000,3000,0,1,5,2,0,1,5000",
            })
    void lineOfAnotherFormIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Block.parse(line));
    }

    @Test
    void listsAreCopied() {
        List<Integer> order = new java.util.ArrayList<>(List.of(0, 0, 1));
        Block block = TestBlocks.block(Contrast.COPY, 0, 0, 1, order, List.of(1L, 1L, 1L), 0);
        order.set(0, 9);
        assertThat(block.order()).containsExactly(0, 0, 1);
    }

    /** Lead-in and slices B B A A B: one slice of each kind, and two of B after A. */
    @Test
    void orderEffectComparesWhatFollowsTheOtherSideWithWhatFollowsItsOwn() {
        Block block = TestBlocks.block(
                Contrast.VARIANTS, 0, 0, 1, List.of(1, 1, 0, 0, 1), List.of(9L, 100L, 220L, 200L, 150L), 0);
        assertThat(block.orderEffect(1)).isCloseTo(Math.log(220.0 / 150) - Math.log(200.0 / 100), within(1e-12));
        assertThat(block.startsWithBaseline(1)).isFalse();
        Block otherLead = TestBlocks.block(
                Contrast.VARIANTS, 0, 0, 1, List.of(0, 1, 0, 0, 1), List.of(9L, 100L, 220L, 200L, 150L), 0);
        assertThat(otherLead.orderEffect(1)).as("no slice of B follows B").isNaN();
    }

    /** Lead-in and slices A C B B C A. */
    @Test
    void sideInTheMiddleFollowsAnotherOneThenItself() {
        List<Long> elapsed = List.of(9L, 100L, 300L, 200L, 210L, 330L, 120L);
        Block block = TestBlocks.block(Contrast.VARIANTS, 0, 0, 1, List.of(2, 0, 2, 1, 1, 2, 0), elapsed, 0);
        assertThat(block.middle()).isEqualTo(1);
        assertThat(block.middleEffect()).isCloseTo(Math.log(200.0 / 210), within(1e-12));
    }

    @Test
    void linearDriftAddsToTheOrderEffectWithTheOtherSignWhereSidesComeTheOtherWayRound() {
        List<Long> drifting = List.of(9_900L, 10_000L, 10_100L, 10_200L, 10_300L);
        Block ab = TestBlocks.block(Contrast.VARIANTS, 0, 0, 1, List.of(0, 0, 1, 1, 0), drifting, 0);
        Block ba = TestBlocks.block(Contrast.VARIANTS, 0, 0, 1, List.of(1, 1, 0, 0, 1), drifting, 0);
        assertThat(ab.startsWithBaseline(1)).isTrue();
        assertThat(ab.orderEffect(1)).isGreaterThan(0.03);
        assertThat(ab.orderEffect(1) + ba.orderEffect(1)).isCloseTo(0, within(1e-12));
    }
}
