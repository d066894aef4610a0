// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.Precision;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which forks are measured in which order. Round after round over the rows, each in an order of its own that only the seed
 * decides; with a target, stage after stage from look to look, each with the rows that still need forks. What was measured
 * decides, not what was asked for before: a resumed run comes to the same looks.
 */
final class Rounds {
    private final Settings settings;
    private final Precision precision;
    private final List<Integer> stages;
    private final List<List<String>> orders;

    /**
     * A fork to measure.
     *
     * @param fork number in the row, from 0
     * @param aligned whether all buffers are 64-byte aligned
     */
    record Step(String workload, int fork, boolean aligned) {}

    Rounds(Settings settings) {
        Settings.Target target = settings.target();
        this.settings = settings;
        precision = new Precision(settings);
        stages = target == null ? List.of(settings.forks()) : target.looks();
        orders = orders(settings.workloads(), stages.get(stages.size() - 1), settings.seed());
    }

    private static List<List<String>> orders(List<String> workloads, int rounds, long seed) {
        Random random = new Random(seed);
        List<List<String>> orders = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<String> order = new ArrayList<>(workloads);
            Collections.shuffle(order, random);
            orders.add(order);
        }
        return orders;
    }

    /**
     * What is left of the first stage of which something is left; empty when all is done.
     *
     * @param done finished forks of all rows
     * @param failed workloads that get no more forks
     */
    List<Step> next(List<ForkResult> done, Collection<String> failed) {
        Set<Step> finished = done.stream()
                .map(fork -> new Step(fork.workload(), fork.fork(), fork.hasAlignedBuffers()))
                .collect(Collectors.toSet());
        int from = 0;
        for (int to : stages) {
            Set<String> rows = settings.workloads().stream()
                    .filter(workload -> !failed.contains(workload))
                    .collect(Collectors.toSet());
            if (from > 0) {
                int before = from;
                rows.removeIf(workload -> !precision.goesOn(firstForks(done, workload, before)));
            }
            List<Step> left = steps(from, to).stream()
                    .filter(step -> rows.contains(step.workload()) && !finished.contains(step))
                    .toList();
            if (!left.isEmpty()) {
                return left;
            }
            from = to;
        }
        return List.of();
    }

    private List<Step> steps(int from, int to) {
        List<Step> steps = new ArrayList<>();
        for (int round = from; round < to; round++) {
            for (String workload : orders.get(round)) {
                steps.add(new Step(workload, round, false));
                if (settings.hasAligned()) {
                    steps.add(new Step(workload, round, true));
                }
            }
        }
        return steps;
    }

    private static List<ForkResult> firstForks(List<ForkResult> done, String workload, int count) {
        return done.stream()
                .filter(fork -> fork.workload().equals(workload) && !fork.hasAlignedBuffers() && fork.fork() < count)
                .toList();
    }
}
