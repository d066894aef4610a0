// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** All forks of one contrast and side of one workload, before any decision about it. */
record Row(Contrast contrast, int side, List<ForkResult> forks) {

    /** Mean log ratio over the forks, with its error. */
    Estimate estimate() {
        return Estimates.tOverForks(logRatios());
    }

    /** Of each fork: the mean over its cells, so that every combination of layouts counts the same. */
    double[] logRatios() {
        return forks.stream().mapToDouble(this::logRatio).toArray();
    }

    private double logRatio(ForkResult fork) {
        return cells(fork).stream()
                .mapToDouble(ForkResult.Cell::logRatio)
                .average()
                .orElseThrow();
    }

    private List<ForkResult.Cell> cells(ForkResult fork) {
        return fork.cells().stream()
                .filter(cell -> cell.contrast() == contrast && cell.side() == side)
                .toList();
    }

    int blocks() {
        return forks.stream()
                .flatMap(fork -> cells(fork).stream())
                .mapToInt(ForkResult.Cell::blocks)
                .sum();
    }

    int dropped() {
        return forks.stream()
                .flatMap(fork -> cells(fork).stream())
                .mapToInt(ForkResult.Cell::dropped)
                .sum();
    }

    /** Of all blocks of its forks, the share in which the scheduler took the CPU away. */
    double disturbedShare() {
        int all = forks.stream().mapToInt(fork -> fork.noise().blocks()).sum();
        return all == 0
                ? 0
                : (double) forks.stream()
                                .mapToInt(fork -> fork.noise().disturbed())
                                .sum()
                        / all;
    }

    /** Mean over the forks of the log time, in ns, of one run of a variant in ordinary blocks. */
    Estimate logTime(int variant) {
        return Estimates.tOverForks(forks.stream()
                .flatMap(fork -> time(fork, variant, false).stream().boxed())
                .mapToDouble(Math::log)
                .toArray());
    }

    /** Mean over the forks of log(time in longer slices / time in ordinary ones) of a variant. */
    Estimate levelShift(int variant) {
        return Estimates.tOverForks(
                forks.stream().flatMapToDouble(fork -> shift(fork, variant)).toArray());
    }

    private static DoubleStream shift(ForkResult fork, int variant) {
        OptionalDouble ordinary = time(fork, variant, false);
        OptionalDouble longer = time(fork, variant, true);
        return ordinary.isEmpty() || longer.isEmpty()
                ? DoubleStream.empty()
                : DoubleStream.of(Math.log(longer.getAsDouble() / ordinary.getAsDouble()));
    }

    private static OptionalDouble time(ForkResult fork, int variant, boolean longer) {
        return fork.times().stream()
                .filter(time -> time.side() == variant && (time.sliceMillis() > 0) == longer)
                .mapToDouble(ForkResult.Time::nanosPerCall)
                .findFirst();
    }
}
