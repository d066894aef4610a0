// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;

/** Forks of two variants that take as long as a test says, in two combinations of layouts each. */
public final class TimedForks {
    private static final List<List<Integer>> LAYOUTS = List.of(List.of(0, 1), List.of(1, 0), List.of(2, 3));
    private static final List<Integer> CELLS = List.of(0, 1);

    private TimedForks() {}

    /** A fork for each pair of times, in nanoseconds a run. */
    public static List<ForkResult> of(String workload, double[] baseline, double[] candidate) {
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < baseline.length; fork++) {
            forks.add(fork(
                    workload,
                    fork,
                    Math.log(baseline[fork] / candidate[fork]),
                    List.of(new ForkResult.Time(0, baseline[fork]), new ForkResult.Time(1, candidate[fork]))));
        }
        return forks;
    }

    /** A fork for each log ratio; the baseline takes 1000 ns. */
    public static List<ForkResult> ofLogRatios(String workload, double... logRatios) {
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < logRatios.length; fork++) {
            forks.add(fork(
                    workload,
                    fork,
                    logRatios[fork],
                    List.of(new ForkResult.Time(0, 1000), new ForkResult.Time(1, 1000 * Math.exp(-logRatios[fork])))));
        }
        return forks;
    }

    private static ForkResult fork(String workload, int number, double logRatio, List<ForkResult.Time> times) {
        return new ForkResult(
                workload,
                "small",
                number,
                "2026-11-23T08:02:00Z",
                0.875,
                LAYOUTS,
                List.of(16 * number, 1040),
                16,
                number,
                -number,
                List.of(new ForkResult.Ratio(
                        Contrast.VARIANTS, 1, 81, 2, 0.0015, CELLS, List.of(logRatio, logRatio), logRatio, null)),
                times,
                List.of(),
                new ForkResult.Noise(96, 2, 3, 1, 250, 0, 5120.5, 0.002, 0.01, null, 0.5));
    }
}
