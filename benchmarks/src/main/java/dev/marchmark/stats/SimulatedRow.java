// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The blocks of a row whose truth is known, made as the harness makes them: a fork goes through all layouts of each side,
 * one cell after the other; a block is a lead-in slice, then A B B A or B A A B by a drawn order, its slices up to a fifth
 * longer or shorter than another block's. What the machine does is common to both sides.
 */
final class SimulatedRow {
    static final int LAYOUTS = 8;
    static final int BLOCKS = 10;

    private static final double JITTER = 0.2;
    // A cell in a hundred is not measured.
    private static final double MISSING = 0.01;

    private final NoiseClass noise;
    private final RandomGenerator random;
    private final double[] baselineLayouts;
    private final double[] candidateLayouts;

    private SimulatedRow(NoiseClass noise, RandomGenerator random) {
        this.noise = noise;
        this.random = random;
        this.baselineLayouts = layouts();
        this.candidateLayouts = layouts();
    }

    /**
     * Draws a row.
     *
     * @param truth population mean log ratio, over forks and the layouts built
     * @return block log ratios by fork, cell and block
     */
    static double[][][] draw(NoiseClass noise, int forks, double truth, RandomGenerator random) {
        SimulatedRow row = new SimulatedRow(noise, random);
        double[][][] blocks = new double[forks][][];
        for (int i = 0; i < forks; i++) {
            blocks[i] = row.fork(truth);
        }
        return blocks;
    }

    /** Effects that add up to nothing, because the claim is about the layouts built. */
    private double[] layouts() {
        double[] effects = new double[LAYOUTS];
        double mean = 0;
        for (int i = 0; i < LAYOUTS; i++) {
            effects[i] = noise.layoutSd * random.nextGaussian();
            mean += effects[i] / LAYOUTS;
        }
        for (int i = 0; i < LAYOUTS; i++) {
            effects[i] -= mean;
        }
        return effects;
    }

    private double[][] fork(double truth) {
        double centre =
                truth - noise.share * noise.mode + noise.forkSd * (noise.tailed ? heavy() : random.nextGaussian());
        if (random.nextDouble() < noise.share) {
            centre += noise.mode;
        }
        int[] partners = permutation(random);
        SimulatedMachine machine = new SimulatedMachine(noise, random);
        List<double[]> cells = new ArrayList<>();
        for (int cell = 0; cell < LAYOUTS; cell++) {
            double effect =
                    baselineLayouts[cell] - candidateLayouts[partners[cell]] + noise.layoutSd * random.nextGaussian();
            double[] blocks = new double[BLOCKS];
            for (int b = 0; b < BLOCKS; b++) {
                blocks[b] = block(centre + effect, machine);
            }
            // The last cell is never missing, so a fork always has one.
            if (cell == LAYOUTS - 1 || random.nextDouble() >= MISSING) {
                cells.add(blocks);
            }
        }
        return cells.toArray(double[][]::new);
    }

    /** log(mean time of the baseline / mean time of the candidate). */
    private double block(double logRatio, SimulatedMachine machine) {
        boolean baselineOutside = random.nextBoolean();
        double length = 1 - JITTER + 2 * JITTER * random.nextDouble();
        machine.slice(length); // the lead-in
        double first = Math.exp(machine.slice(length));
        double second = Math.exp(machine.slice(length));
        double third = Math.exp(machine.slice(length));
        double fourth = Math.exp(machine.slice(length));
        double outside = Math.log((first + fourth) / (second + third));
        return logRatio + (baselineOutside ? outside : -outside);
    }

    static int[] permutation(RandomGenerator random) {
        int[] order = new int[LAYOUTS];
        for (int i = 0; i < LAYOUTS; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Student's t with 3 degrees of freedom, scaled to an SD of 1. */
    private double heavy() {
        double chiSquared = 0;
        for (int k = 0; k < 3; k++) {
            double z = random.nextGaussian();
            chiSquared += z * z;
        }
        return random.nextGaussian() / Math.sqrt(chiSquared);
    }
}
