// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Warning;
import dev.marchmark.stats.Descriptive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What the forks of a run tell of the host as time went by. It warns; no fork is left out for it. */
final class NoiseWatch {
    private static final int FEWEST_FORKS = 12;
    private static final double RISE_OF_STEAL = 0.02;
    private static final double RANGE_OF_FREQUENCY = 0.05;

    private NoiseWatch() {}

    static List<Warning> warnings(List<ForkResult> forks) {
        List<Warning> warnings = new ArrayList<>();
        List<ForkResult> inTime = forks.stream()
                .sorted(Comparator.comparing(ForkResult::startedUtc))
                .toList();
        if (inTime.size() < FEWEST_FORKS) {
            return warnings;
        }
        int third = inTime.size() / 3;
        double first = steal(inTime.subList(0, third));
        double last = steal(inTime.subList(inTime.size() - third, inTime.size()));
        if (last - first > RISE_OF_STEAL) {
            warnings.add(new Warning(
                    Warning.Kind.STEAL,
                    "the hypervisor took " + Math.round(100 * first)
                            + " % of the CPU time in the first third of the run and " + Math.round(100 * last)
                            + " % in the last: its allowance of fast time may be used up"));
        }
        double[] fixedWork = inTime.stream()
                .mapToDouble(fork -> fork.noise().fixedWorkNanos())
                .filter(nanos -> nanos > 0)
                .toArray();
        if (fixedWork.length >= FEWEST_FORKS) {
            double range = Descriptive.quantileType7(fixedWork, 0.95) / Descriptive.quantileType7(fixedWork, 0.05) - 1;
            if (range > RANGE_OF_FREQUENCY) {
                warnings.add(new Warning(
                        Warning.Kind.FREQUENCY,
                        "the CPU's effective frequency differed by " + Math.round(100 * range)
                                + " % between forks (5th to 95th percentile): ratios allow for that, times do not"));
            }
        }
        return warnings;
    }

    private static double steal(List<ForkResult> forks) {
        return forks.stream()
                .map(fork -> fork.noise().stealShare())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}
