// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkStripTest {
    /** Where the dashes begin. */
    private static List<Integer> ticks(ForkStrip strip) {
        int[] dashes = Arrays.stream(strip.dashes().split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        List<Integer> ticks = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < dashes.length; i++) {
            if (i % 2 == 0 && dashes[i] > 0) {
                ticks.add(at);
            }
            at += dashes[i];
        }
        return ticks;
    }

    @Test
    void ticksLieOnALogarithmicScaleFromTheSmallestToTheLargest() {
        ForkStrip strip = ForkStrip.of(new double[] {4, 1, 2});
        assertThat(ticks(strip)).containsExactly(2, 160, 318);
        assertThat(strip.range()).isEqualTo("1.000 to 4.000");
    }

    @Test
    void equalForksAreOneTickInTheMiddle() {
        ForkStrip strip = ForkStrip.of(new double[] {1.05, 1.05});
        assertThat(ticks(strip)).containsExactly(160);
        assertThat(strip.range()).isEqualTo("1.05000 to 1.05000");
    }

    @Test
    void forkFarFromTheOthersIsDrawn() {
        assertThat(ticks(ForkStrip.of(new double[] {1, 1.001, 1e9}))).containsExactly(2, 318);
    }
}
