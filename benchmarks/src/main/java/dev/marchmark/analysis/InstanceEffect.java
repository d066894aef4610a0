// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.Interval;
import java.util.List;

/**
 * What the number of a workload's instances does to its time.
 *
 * @param instances that it has
 * @param forks that this rests on
 * @param fourfold time with four times as many / time with its own
 * @param fourfoldInterval 95 %
 * @param one time with one / time with its own: what a predictor that has learnt the input saves
 * @param oneInterval 95 %
 */
public record InstanceEffect(
        String workload,
        String size,
        long instances,
        int forks,
        double fourfold,
        Interval fourfoldInterval,
        double one,
        Interval oneInterval) {
    /** Beyond this change of time a workload has too few instances. */
    public static final double MOST = 0.10;

    private static final double CONFIDENCE = 0.95;
    private static final int FOURFOLD = 1;
    private static final int ONE = 2;

    /**
     * Of forks of which side 0 had the workload's own number of instances, side 1 four times as many, side 2 one.
     *
     * @param forks the ratios of each, two or more
     */
    public static InstanceEffect of(String workload, String size, long instances, List<List<ForkResult.Ratio>> forks) {
        Interval fourfold = interval(forks, FOURFOLD);
        Interval one = interval(forks, ONE);
        return new InstanceEffect(
                workload,
                size,
                instances,
                forks.size(),
                Math.exp(-mean(forks, FOURFOLD)),
                fourfold,
                Math.exp(-mean(forks, ONE)),
                one);
    }

    /** Whether four times the instances change the time by no more than {@link #MOST}. */
    public boolean enough() {
        return Math.abs(fourfold - 1) <= MOST;
    }

    private static double[] logRatios(List<List<ForkResult.Ratio>> forks, int side) {
        return forks.stream()
                .flatMap(List::stream)
                .filter(ratio -> ratio.side() == side)
                .mapToDouble(ForkResult.Ratio::logRatio)
                .toArray();
    }

    private static double mean(List<List<ForkResult.Ratio>> forks, int side) {
        return Estimates.tOverForks(logRatios(forks, side)).mean();
    }

    /** Of the ratio of times, which is the other way round than a speed-up. */
    private static Interval interval(List<List<ForkResult.Ratio>> forks, int side) {
        Interval speedup = Estimates.tOverForks(logRatios(forks, side))
                .interval(CONFIDENCE)
                .toRatio();
        return new Interval(1 / speedup.high(), 1 / speedup.low(), CONFIDENCE);
    }
}
