// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Settings;
import dev.marchmark.run.CrossCheck;
import dev.marchmark.run.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a run will take, before it starts. */
final class RunEstimate {
    private RunEstimate() {}

    /**
     * The lines to say: how many forks of what, how long that takes about, and what may prolong it.
     *
     * @param measuring about how long a fork of a workload measures, where that is known
     */
    static List<String> of(Settings settings, Map<String, Duration> measuring) {
        List<String> lines = new ArrayList<>();
        Duration told = Duration.ofMillis(settings.measuredMillis());
        Duration before = Session.FORK_OVERHEAD.plusMillis(settings.warmUpMillis());
        Duration round = settings.workloads().stream()
                .map(workload -> before.plus(measuring.getOrDefault(workload, told)))
                .reduce(Duration.ZERO, Duration::plus);
        Duration forks = round.multipliedBy((long) settings.forks() * (settings.hasAligned() ? 2 : 1));
        // Alone in a fork, a variant is measured as long as told.
        Duration alone = before.plus(told);
        int checked = settings.crossChecked().size();
        String least = minutes(forks.plus(alone.multipliedBy(CrossCheck.fewestForks(settings))));
        String most = minutes(forks.plus(alone.multipliedBy(CrossCheck.mostForks(settings))));
        lines.add(WorkloadOptions.count(settings.workloads().size()) + ", "
                + String.join(
                        ", ", settings.variants().subList(1, settings.variants().size())) + " against "
                + settings.variants().get(0) + ", "
                + settings.forks() + " forks each"
                + (checked == 0 ? "" : ", and the variants of " + checked + " of them alone") + ": about "
                + (least.equals(most) ? least : least + " to " + most) + " (seed " + settings.seed() + ")");
        Settings.Target target = settings.target();
        if (target != null) {
            List<Integer> looks = target.looks();
            lines.add("rows whose interval is wider than " + target.halfWidthPercent() + " % to either side go on, to "
                    + looks.get(looks.size() - 1) + " forks at most");
        }
        return lines;
    }

    /** In seconds where they are few. */
    static String minutes(Duration time) {
        return time.toSeconds() < 100 ? time.toSeconds() + " s" : (time.toSeconds() + 30) / 60 + " min";
    }
}
