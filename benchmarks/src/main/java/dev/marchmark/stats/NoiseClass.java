// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/**
 * What disturbs the rows of a {@link Simulation}. All numbers are natural logarithms of times or ratios.
 *
 * <p>Every class has the first three columns: the SD of what a fork draws (memory, load order), of what a layout does to
 * either side and a pair of layouts to a fork, and of a slice's time. The sizes lie among those of the stored results, where
 * rows have fork SDs from 0.02 % to 7 % and block spreads from 0.8 % to 11 %. What layouts do there, up to 45 %, is not
 * reached; it cancels in a fork that measured them all.
 */
public enum NoiseClass {
    // forkSd, layoutSd, sliceSd, step, walk, burst, wave, tailed, share, mode
    QUIET(0.002, 0.002, 0.010, 0.0, 0.000, 0.0, 0.0, false, 0.00, 0.00),
    STEP(0.005, 0.005, 0.020, 0.1, 0.000, 0.0, 0.0, false, 0.00, 0.00),
    DRIFT(0.005, 0.005, 0.020, 0.0, 0.020, 0.0, 0.0, false, 0.00, 0.00),
    BURST(0.010, 0.005, 0.020, 0.0, 0.000, 0.3, 0.0, false, 0.00, 0.00),
    PERIODIC(0.005, 0.003, 0.015, 0.0, 0.000, 0.0, 0.1, false, 0.00, 0.00),
    HEAVY_TAIL(0.020, 0.010, 0.030, 0.0, 0.000, 0.0, 0.0, true, 0.00, 0.00),
    MODES_HALF(0.005, 0.005, 0.015, 0.0, 0.000, 0.0, 0.0, false, 0.50, 0.04),
    MODES_10(0.005, 0.005, 0.015, 0.0, 0.000, 0.0, 0.0, false, 0.10, 0.05),
    MODES_5(0.005, 0.005, 0.015, 0.0, 0.000, 0.0, 0.0, false, 0.05, 0.05);

    private static final double PLANTED = Math.log(1.01);

    /** SD of the effects of forks, and that of layouts. */
    final double forkSd;

    final double layoutSd;

    /** SD of the log time of a slice, so also of an otherwise undisturbed block's log ratio. */
    final double sliceSd;

    /** Change of level from one slice to the next, up or down, at random moments 50 slices apart on average. */
    final double step;

    /** SD of a random walk of the level, from slice to slice. */
    final double walk;

    /** Mean slowdown of the slices in a burst; how long and frequent bursts are, is the same for all. */
    final double burst;

    /** Amplitude of a sine whose period is that of a block, give or take a tenth. */
    final double wave;

    /** Whether forks are of Student's t with 3 degrees of freedom, and one slice in 20 is hit by a log-normal delay. */
    final boolean tailed;

    /** Share of the forks that run in another mode, and what that adds to their log ratio. */
    final double share;

    final double mode;

    NoiseClass(
            double forkSd,
            double layoutSd,
            double sliceSd,
            double step,
            double walk,
            double burst,
            double wave,
            boolean tailed,
            double share,
            double mode) {
        this.forkSd = forkSd;
        this.layoutSd = layoutSd;
        this.sliceSd = sliceSd;
        this.step = step;
        this.walk = walk;
        this.burst = burst;
        this.wave = wave;
        this.tailed = tailed;
        this.share = share;
        this.mode = mode;
    }

    /**
     * The population mean log ratio of the rows whose coverage is counted. Exact: baseline and candidate meet the same
     * noise, so everything but the mode is symmetric about what was planted. Where forks have modes it is share * mode,
     * the main mode being at 0; else log 1.01.
     */
    public double truth() {
        return share > 0 ? share * mode : PLANTED;
    }

    /** Whether fork values are distributed symmetrically about the truth; false for the rare modes. */
    boolean isSymmetric() {
        return share == 0 || share == 0.5;
    }
}
