// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.TestBlocks;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forks on a clock of their own, as JMH runs them: an invocation after the other until the time is over. */
class ForkLengthTest {
    private static final Duration WARM_UP = Duration.ofMillis(50);
    private static final Duration TOLD = Duration.ofMillis(200);
    private static final Duration MOST = TOLD.multipliedBy(5);
    private static final int CELLS = 8;

    private static final class Fork {
        private final double nanosPerRun;
        private final int variants;
        private final Slices slices;
        private final BlockSchedule schedule;
        private final Set<Integer> cells = new HashSet<>();
        private long now;
        private int comparing;
        private Duration took = Duration.ZERO;

        Fork(double millisPerRun, int variants) {
            this.nanosPerRun = 1e6 * millisPerRun;
            this.variants = variants;
            double nanos = Slices.nanos(true);
            slices = new Slices(nanos, nanos / nanosPerRun);
            schedule = new BlockSchedule(BlockSchedule.COMPARISON, CELLS, slices.longer(2), new SplittableRandom(1));
            iteration(WARM_UP, new ForkLength(now, 0));
            cells.clear();
            comparing = 0;
            long start = now;
            iteration(TOLD, new ForkLength(now, TOLD.toNanos()));
            took = Duration.ofNanos(now - start);
        }

        private void iteration(Duration told, ForkLength length) {
            long end = now + told.toNanos();
            while (now < end) {
                do {
                    length.add(block());
                } while (length.goesOn(now));
            }
        }

        /** The next one that counts. */
        private Block block() {
            BlockSchedule.Next next = schedule.next();
            run(next);
            while (!next.counts()) {
                next = schedule.next();
                run(next);
            }
            if (next.contrast() == Contrast.VARIANTS && next.sliceMillis() == 0) {
                comparing++;
                cells.add(next.cell());
            }
            return ForkLengthTest.block(next.contrast(), next.sliceMillis());
        }

        private void run(BlockSchedule.Next next) {
            long calls = slices.calls(next.sliceMillis(), 1, 0.5);
            int sides = next.contrast() == Contrast.VARIANTS ? variants : 2;
            long nanos = Math.round(nanosPerRun * (slices.ofLeadIn(calls) + 2L * sides * calls));
            schedule.took(next, nanos);
            now += nanos;
        }
    }

    private static Block block(Contrast contrast, int sliceMillis) {
        return TestBlocks.block(contrast, 0, sliceMillis, 1, List.of(1, 0, 1, 1, 0), List.of(1L, 1L, 1L, 1L, 1L), 0);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 2", "0.3, 2", "0.01, 3", "0.25, 3"})
    void shortSlicesTakeTheTimeThatIsTold(double millisPerRun, int variants) {
        Fork fork = new Fork(millisPerRun, variants);
        assertThat(fork.took).isBetween(TOLD, TOLD.plusMillis(50));
        assertThat(fork.comparing).isGreaterThanOrEqualTo(48);
    }

    @ParameterizedTest
    @CsvSource({"0.6, 2", "1, 2", "1.5, 2", "2, 2", "0.6, 3", "1, 3", "1.5, 3"})
    void longSlicesTakeAsLongAsABoutInEachLayout(double millisPerRun, int variants) {
        Fork fork = new Fork(millisPerRun, variants);
        assertThat(fork.comparing).isBetween(48, 54);
        assertThat(fork.cells).hasSizeGreaterThanOrEqualTo(CELLS - 1); // a longer block may end a bout early
        assertThat(fork.took).isLessThan(MOST);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 20})
    void slicesOfManyMillisecondsEndAtFiveTimesTheTime(double millisPerRun) {
        Fork fork = new Fork(millisPerRun, 2);
        // The last block, and one that does not count before it.
        assertThat(fork.took).isBetween(MOST, MOST.plusMillis((long) (2 * 5 * millisPerRun)));
        assertThat(fork.comparing).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.01, 2", "0.3, 2", "0.6, 2", "1, 2", "2, 2", "5, 2", "0.01, 3", "0.6, 3", "1, 3", "1.5, 3", "5, 3"})
    void estimateIsAboutRight(double millisPerRun, int variants) {
        double expected =
                ForkLength.expected(TOLD, variants, true, 1e6 * millisPerRun).toNanos();
        assertThat(new Fork(millisPerRun, variants).took.toNanos() / expected).isCloseTo(1, within(0.2));
    }

    @Test
    void onlyBlocksThatCompareVariantsInOrdinarySlicesCount() {
        ForkLength length = new ForkLength(1000, 100);
        for (int i = 0; i < 100; i++) {
            length.add(block(Contrast.COPY, 0));
            length.add(block(Contrast.VARIANTS, 8));
        }
        for (int i = 0; i < 47; i++) {
            length.add(block(Contrast.VARIANTS, 0));
        }
        assertThat(length.goesOn(1049)).as("JMH goes on by itself").isFalse();
        assertThat(length.goesOn(1050)).isTrue();
        assertThat(length.goesOn(1499)).isTrue();
        assertThat(length.goesOn(1500)).as("five times the time").isFalse();
        length.add(block(Contrast.VARIANTS, 0));
        assertThat(length.goesOn(1050)).isFalse();
    }

    @Test
    void iterationsThatAreToldNothingNeverGoOn() {
        assertThat(new ForkLength(1000, 0).goesOn(1000)).isFalse();
        assertThat(new ForkLength(1000, 0).goesOn(2000)).isFalse();
    }
}
