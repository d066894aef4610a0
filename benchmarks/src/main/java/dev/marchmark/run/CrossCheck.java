// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.CrossChecks;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Which forks of the cross-check are to be measured, and in which order: one variant each, the variants taking turns. */
public final class CrossCheck {
    private static final int FEWEST_ROWS = 3;
    private static final int MOST_ROWS = 10;
    private static final int SHARE_OF_ROWS = 4;

    private CrossCheck() {}

    /** How many rows a profile checks: of a thorough run a quarter, but three at least and ten at most. */
    public static int rows(Profile profile, int rows) {
        int quarter = (rows + SHARE_OF_ROWS - 1) / SHARE_OF_ROWS;
        return profile == Profile.THOROUGH ? Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, quarter)) : 0;
    }

    /** Draws the rows: {@code count} of the workloads, or all if there are fewer, in their order. */
    public static List<String> sample(List<String> workloads, int count, long seed) {
        List<String> drawn = new ArrayList<>(workloads);
        Collections.shuffle(drawn, new Random(~seed)); // not that of the forks' order
        List<String> sample = drawn.subList(0, Math.min(count, drawn.size()));
        return workloads.stream().filter(sample::contains).toList();
    }

    /** How many forks it takes at least: that of the first pairs. */
    public static int fewestForks(Settings settings) {
        return forks(settings, CrossChecks.FIRST_PAIRS);
    }

    /** How many forks it takes at most. */
    public static int mostForks(Settings settings) {
        return forks(settings, CrossChecks.MOST_PAIRS);
    }

    private static int forks(Settings settings, int pairs) {
        return settings.crossChecked().size() * settings.variants().size() * Math.min(pairs, settings.forks());
    }

    /** A fork: of that number in the row, with that variant alone. */
    record Step(String workload, int fork, String variant) {}

    /**
     * What is still to be measured, as far as it is known: at first the first pairs of each row, then what their spread
     * asks for.
     *
     * @param failed workloads that are given up
     */
    static List<Step> missing(
            Settings settings, List<ForkResult> forks, List<IsolatedResult> isolated, Set<String> failed) {
        CrossChecks checks = new CrossChecks(settings, forks, isolated);
        Set<Step> done = isolated.stream()
                .map(fork -> new Step(fork.workload(), fork.fork(), fork.variant()))
                .collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>();
        Random random = new Random(settings.seed());
        for (int fork = 0; fork < CrossChecks.MOST_PAIRS; fork++) {
            List<String> round = new ArrayList<>(settings.crossChecked());
            Collections.shuffle(round, random);
            for (String workload : round) {
                if (!failed.contains(workload) && fork < checks.pairs(workload)) {
                    for (String variant : inTurn(settings.variants(), fork)) {
                        steps.add(new Step(workload, fork, variant));
                    }
                }
            }
        }
        steps.removeAll(done);
        return steps;
    }

    /** A B, B A, B A, A B and so on, so that a drift of the host that is linear cancels. */
    private static List<String> inTurn(List<String> variants, int fork) {
        List<String> order = new ArrayList<>(variants);
        Collections.rotate(order, fork / 2);
        if (fork % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
