// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All forks of one contrast and side of one workload, before any decision about it.
 *
 * @param finished forks of the workload
 * @param forks those of them with a block of the contrast: a host that gives a fork hardly any time leaves some without
 */
record Row(Contrast contrast, int side, int finished, List<ForkResult> forks) {

    /** The row of these finished forks. */
    static Row of(Contrast contrast, int side, List<ForkResult> finished) {
        return new Row(
                contrast,
                side,
                finished.size(),
                finished.stream()
                        .filter(fork -> fork.ratios().stream().anyMatch(ratio -> isOf(ratio, contrast, side)))
                        .toList());
    }

    private static boolean isOf(ForkResult.Ratio ratio, Contrast contrast, int side) {
        return ratio.contrast() == contrast && ratio.side() == side;
    }

    private Stream<ForkResult.Ratio> ratios() {
        return forks.stream().map(this::ratio);
    }

    /** That of one of its forks. */
    ForkResult.Ratio ratio(ForkResult fork) {
        return fork.ratios().stream()
                .filter(ratio -> isOf(ratio, contrast, side))
                .findFirst()
                .orElseThrow();
    }

    /** Mean log ratio over the forks, with its error. */
    Estimate estimate() {
        return Estimates.tOverForks(logRatios());
    }

    /** Of each fork. */
    double[] logRatios() {
        return ratios().mapToDouble(ForkResult.Ratio::logRatio).toArray();
    }

    /** The same without dropping any block. */
    Estimate unfiltered() {
        return Estimates.tOverForks(
                ratios().mapToDouble(ForkResult.Ratio::unfiltered).toArray());
    }

    /** Mean over the forks of what order does to the log ratio. */
    Estimate orderEffect() {
        return Estimates.tOverForks(ratios().map(ForkResult.Ratio::order)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /**
     * Mean over the forks of the log ratio in slices that their own side precedes. Few slices are such, and each fork's
     * layouts would need some of their own; so it is the fork's log ratio less what order adds to it: the order effect,
     * by the share of slices that another side precedes.
     */
    Estimate selfPreceded() {
        double share = precededByOthers();
        return Estimates.tOverForks(ratios().flatMap(
                        ratio -> Stream.ofNullable(ratio.order()).map(order -> ratio.logRatio() - share * order))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Of all slices, the share that another side precedes; 0 without a fork. */
    double precededByOthers() {
        return forks.isEmpty() ? 0 : Allowed.precededByOthers(sides());
    }

    private int sides() {
        // The last of the lists is that of the relinked copy.
        return contrast == Contrast.VARIANTS ? forks.get(0).layouts().size() - 1 : 2;
    }

    int blocks() {
        return ratios().mapToInt(ForkResult.Ratio::blocks).sum();
    }

    int dropped() {
        return ratios().mapToInt(ForkResult.Ratio::dropped).sum();
    }

    /** Whether every fork had the same layout of the baseline, so that code placement is not averaged over. */
    boolean hasOneLayout() {
        return forks.stream()
                        .flatMap(fork -> fork.layouts().get(0).stream())
                        .distinct()
                        .count()
                == 1;
    }

    /** Of all blocks of its forks, the share in which the scheduler took the CPU away. */
    double disturbedShare() {
        int all = forks.stream().mapToInt(fork -> fork.noise().blocks()).sum();
        int disturbed =
                forks.stream().mapToInt(fork -> fork.noise().disturbed()).sum();
        return all == 0 ? 0 : (double) disturbed / all;
    }

    /** Mean over the forks of the log time, in ns, of one run of a variant in ordinary blocks. */
    Estimate logTime(int variant) {
        return Estimates.tOverForks(forks.stream()
                .flatMap(fork -> fork.times().stream())
                .filter(time -> time.side() == variant)
                .mapToDouble(time -> Math.log(time.nanosPerCall()))
                .toArray());
    }

    /** Mean over the forks of log(time in longer slices / time in ordinary ones) of a variant. */
    Estimate levelShift(int variant) {
        return Estimates.tOverForks(forks.stream()
                .flatMap(fork -> fork.levelShifts().stream())
                .filter(shift -> shift.side() == variant)
                .mapToDouble(ForkResult.LevelShift::logShift)
                .toArray());
    }
}
