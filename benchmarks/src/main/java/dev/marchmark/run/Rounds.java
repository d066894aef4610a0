// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.Precision;
import dev.marchmark.model.Family;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which forks are measured in which order. Round after round over the rows, each in an order of its own that only the seed
 * decides; with a target, stage after stage from look to look, each with the rows that still need forks. What was measured
 * decides, not what was asked for before: a resumed run comes to the same looks. A long quick run begins with a few forks of
 * a few rows, so that there is a table to read while all others follow (DECISIONS.md, D103).
 */
final class Rounds {
    private static final int FIRST_ROWS = 6;
    private static final int FIRST_FORKS = 3;
    // They take about 40 seconds; a run that is over by then needs no table before its own.
    private static final int LONG_RUN_FORKS = 40;

    private final Settings settings;
    private final Precision precision;
    private final List<Integer> stages;
    private final List<List<String>> orders;
    private final List<Step> first;

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
        first = firstSteps();
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

    /** Those that a run begins with, out of the order of rounds; none where it takes them as they come. */
    private List<Step> firstSteps() {
        List<Step> steps = steps(0, stages.get(0));
        if (Family.of(settings) != Family.EXPLORATORY || steps.size() <= LONG_RUN_FORKS) {
            return List.of();
        }
        List<String> order = orders.get(0);
        List<String> rows = order.subList(0, Math.min(FIRST_ROWS, order.size()));
        return steps.stream()
                .filter(step -> rows.contains(step.workload()) && step.fork() < FIRST_FORKS)
                .toList();
    }

    /** Whether these are what a run begins with, so that its first rows have a table when they are done. */
    boolean isFirst(List<Step> stage) {
        return new HashSet<>(first).containsAll(stage);
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
        Set<String> going = settings.workloads().stream()
                .filter(workload -> !failed.contains(workload))
                .collect(Collectors.toSet());
        List<Step> begins = left(first, going, finished);
        if (!begins.isEmpty()) {
            return begins;
        }
        int from = 0;
        for (int to : stages) {
            Set<String> rows = new HashSet<>(going);
            if (from > 0) {
                int before = from;
                rows.removeIf(workload -> !precision.goesOn(firstForks(done, workload, before)));
            }
            List<Step> left = left(steps(from, to), rows, finished);
            if (!left.isEmpty()) {
                return left;
            }
            from = to;
        }
        return List.of();
    }

    private static List<Step> left(List<Step> steps, Set<String> rows, Set<Step> finished) {
        return steps.stream()
                .filter(step -> rows.contains(step.workload()) && !finished.contains(step))
                .toList();
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
