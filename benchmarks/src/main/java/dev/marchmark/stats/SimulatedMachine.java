// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.random.RandomGenerator;

/** What a fork's machine does to the log time of its slices, whichever side they are of. Times are in slices. */
final class SimulatedMachine {
    // Slices in a burst and between two: so a fifth of the time is disturbed.
    private static final double BURST_LENGTH = 20;
    private static final double BETWEEN_BURSTS = 80;
    private static final double BETWEEN_STEPS = 50;
    // A block has five slices, with its lead-in.
    private static final double PERIOD = 5;
    private static final double PERIOD_SPREAD = 0.1;
    // One slice in 20 is delayed by a share of its time that is log-normal with median 0.2.
    private static final double DELAYED = 0.05;
    private static final double MEDIAN_DELAY = 0.2;

    private final NoiseClass noise;
    private final RandomGenerator random;
    private final double frequency;
    private final double phase;
    private double now;
    private double level;
    private boolean inBurst;

    SimulatedMachine(NoiseClass noise, RandomGenerator random) {
        this.noise = noise;
        this.random = random;
        this.frequency = 2 * Math.PI / (PERIOD * (1 - PERIOD_SPREAD + 2 * PERIOD_SPREAD * random.nextDouble()));
        this.phase = 2 * Math.PI * random.nextDouble();
    }

    /** The log time of the next slice, against that of an undisturbed one of the same length. */
    double slice(double length) {
        now += length;
        level += noise.walk * random.nextGaussian();
        if (random.nextDouble() < 1 / BETWEEN_STEPS) {
            level += random.nextBoolean() ? noise.step : -noise.step;
        }
        inBurst = random.nextDouble() < 1 / (inBurst ? BURST_LENGTH : BETWEEN_BURSTS) != inBurst;
        double logTime = noise.sliceSd * random.nextGaussian() + level;
        if (noise.wave > 0) {
            logTime += noise.wave * Math.sin(frequency * now + phase);
        }
        if (noise.burst > 0 && inBurst) {
            logTime -= noise.burst * Math.log(1 - random.nextDouble()); // exponentially distributed
        }
        if (noise.tailed && random.nextDouble() < DELAYED) {
            logTime += Math.log1p(MEDIAN_DELAY * Math.exp(random.nextGaussian()));
        }
        return logTime;
    }
}
