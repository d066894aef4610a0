// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedRowTest {
    private static final int ROWS = 300;

    /** The mean over many rows lies within 4 of its standard errors of the truth that the class states. */
    @ParameterizedTest
    @EnumSource
    void rowsAreAboutTheStatedTruth(NoiseClass noise) {
        for (double truth : new double[] {noise.truth(), 0}) {
            SplittableRandom random = new SplittableRandom(20_261_124);
            double[] rows = new double[ROWS];
            Arrays.setAll(rows, any -> Estimates.tOverForks(forkMedians(SimulatedRow.draw(noise, 12, truth, random)))
                    .mean());
            Estimate estimate = Estimates.tOverForks(rows);
            assertThat(Math.abs(estimate.mean() - truth) / estimate.standardError())
                    .isLessThan(4);
            // Precise enough for the truth to be told from 0: a test that could not fail would be none.
            assertThat(Math.abs(noise.truth()) / estimate.standardError()).isGreaterThan(3);
        }
    }

    private static double[] forkMedians(double[][][] blocks) {
        return Arrays.stream(blocks)
                .mapToDouble(fork -> Arrays.stream(fork)
                        .mapToDouble(Descriptive::median)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /**
     * Spread of the blocks of a cell, SD by the median absolute deviation. Quiet: the slices' SD. Drift: with steps of SD w
     * the ABBA contrast adds (third - first)/2, so sqrt(0.02^2 + 0.02^2/2) = 2.4 %.
     */
    @ParameterizedTest
    @CsvSource({
        "QUIET,      0.009, 0.011",
        "DRIFT,      0.022, 0.027",
        "BURST,      0.022, 0.060",
        "PERIODIC,   0.050, 0.120",
        "HEAVY_TAIL, 0.030, 0.060",
        "MODES_HALF, 0.0135, 0.0165",
    })
    void blocksSpreadAsTheClassSays(NoiseClass noise, double least, double most) {
        SplittableRandom random = new SplittableRandom(20_261_124);
        double[] deviations = Arrays.stream(SimulatedRow.draw(noise, 60, 0, random))
                .flatMap(Arrays::stream)
                .flatMapToDouble(cell -> Arrays.stream(cell).map(block -> block - Descriptive.median(cell)))
                .toArray();
        // The median is that of ten blocks, whose deviations from their own are smaller by a twentieth.
        assertThat(Descriptive.madStandardDeviation(deviations) / 0.95).isBetween(least, most);
    }

    /**
     * A step from the first slice to the second, or from the third to the fourth, moves a block by half of it: 5 %. That is
     * one block in 25; beyond 6 % are then 1.5 % of blocks, without steps (3 SDs) 0.3 %.
     */
    @Test
    void stepsDisturbTheBlocksThatStraddleThem() {
        double[] blocks = Arrays.stream(SimulatedRow.draw(NoiseClass.STEP, 60, 0, new SplittableRandom(20_261_124)))
                .flatMap(Arrays::stream)
                .flatMapToDouble(cell -> Arrays.stream(cell).map(block -> block - Descriptive.median(cell)))
                .toArray();
        double far =
                Arrays.stream(blocks).filter(block -> Math.abs(block) > 0.06).count() / (double) blocks.length;
        assertThat(far).isBetween(0.008, 0.025);
    }

    /** Beyond 3 SDs are 1.4 % of Student's t with 3 degrees of freedom, and 0.27 % of normal values. */
    @Test
    void forksOfAHeavyTailAreOftenFarAway() {
        double[] forks =
                forkMedians(SimulatedRow.draw(NoiseClass.HEAVY_TAIL, 3000, 0, new SplittableRandom(20_261_124)));
        double far = Arrays.stream(forks)
                        .filter(fork -> Math.abs(fork) > 3 * NoiseClass.HEAVY_TAIL.forkSd)
                        .count()
                / 3000.0;
        assertThat(far).isBetween(0.0075, 0.025);
    }

    @ParameterizedTest
    @CsvSource({"MODES_HALF, 0.5, 0.04", "MODES_10, 0.1, 0.05", "MODES_5, 0.05, 0.05"})
    void asManyForksAreInTheOtherModeAsTheClassSays(NoiseClass noise, double share, double mode) {
        double[] forks = forkMedians(SimulatedRow.draw(noise, 2000, noise.truth(), new SplittableRandom(20_261_124)));
        double found = Arrays.stream(forks).filter(fork -> fork > mode / 2).count() / 2000.0;
        assertThat(found).isBetween(share - 0.045, share + 0.045);
        assertThat(noise.truth()).isEqualTo(share * mode);
    }

    @Test
    void fewCellsAreMissingAndNoForkIsEmpty() {
        double[][][] blocks = SimulatedRow.draw(NoiseClass.QUIET, 2000, 0, new SplittableRandom(20_261_124));
        assertThat(Arrays.stream(blocks).mapToInt(fork -> fork.length))
                .allMatch(cells -> cells >= 1 && cells <= SimulatedRow.LAYOUTS);
        double cells =
                Arrays.stream(blocks).mapToInt(fork -> fork.length).average().orElseThrow();
        assertThat(cells).isBetween(8 - 0.07 - 0.03, 8 - 0.07 + 0.03);
    }

    /** The layouts built are the population: a fork that has all of them does not spread because of them. */
    @Test
    void effectsOfLayoutsCancelInAWholeFork() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        double[] forks = Arrays.stream(SimulatedRow.draw(NoiseClass.QUIET, 2000, 0, random))
                .filter(fork -> fork.length == SimulatedRow.LAYOUTS)
                .mapToDouble(fork -> Arrays.stream(fork)
                        .flatMapToDouble(Arrays::stream)
                        .average()
                        .orElseThrow())
                .toArray();
        // Fork, what a pair of layouts does to a fork, slices: 0.002, 0.002 / sqrt(8), 0.01 / sqrt(80).
        double expected = Math.sqrt(4e-6 + 4e-6 / 8 + 1e-4 / 80);
        assertThat(Descriptive.standardDeviation(forks)).isBetween(0.93 * expected, 1.07 * expected);
    }
}
