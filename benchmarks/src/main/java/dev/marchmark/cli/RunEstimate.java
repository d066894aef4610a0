// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Settings;
import dev.marchmark.run.CrossCheck;
import dev.marchmark.run.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long the forks of runs will take, before they start.
 *
 * @param least with no fork more than every row gets
 * @param most with all that rows may get to reach a target, and those that a cross-check may take
 */
record RunEstimate(Duration least, Duration most) {
    static final RunEstimate NOTHING = new RunEstimate(Duration.ZERO, Duration.ZERO);

    /** @param measuring about how long a fork of a workload measures, where that is known to be longer than told */
    static RunEstimate of(Settings settings, Map<String, Duration> measuring) {
        return new RunEstimate(
                time(settings, measuring, settings.forks(), CrossCheck.fewestForks(settings)),
                time(settings, measuring, mostForks(settings), CrossCheck.mostForks(settings)));
    }

    RunEstimate plus(RunEstimate other) {
        return new RunEstimate(least.plus(other.least), most.plus(other.most));
    }

    /** The same, where no fork starts after so many seconds; 0 for no limit. */
    RunEstimate within(long seconds) {
        Duration limit = Duration.ofSeconds(seconds);
        return seconds == 0
                ? this
                : new RunEstimate(least.compareTo(limit) < 0 ? least : limit, most.compareTo(limit) < 0 ? most : limit);
    }

    /**
     * The lines to say: how many forks of what, how long that takes about, and what may prolong it.
     *
     * @param measuring as above
     */
    static List<String> lines(Settings settings, Map<String, Duration> measuring) {
        List<String> lines = new ArrayList<>();
        int checked = settings.crossChecked().size();
        String least = minutes(time(settings, measuring, settings.forks(), CrossCheck.fewestForks(settings)));
        String most = minutes(time(settings, measuring, settings.forks(), CrossCheck.mostForks(settings)));
        lines.add(WorkloadOptions.count(settings.workloads().size()) + ", "
                + String.join(
                        ", ", settings.variants().subList(1, settings.variants().size())) + " against "
                + settings.variants().get(0) + ", "
                + settings.forks() + " forks each"
                + (checked == 0 ? "" : ", and the variants of " + checked + " of them alone") + ": about "
                + (least.equals(most) ? least : least + " to " + most) + " (seed " + settings.seed() + ")");
        Settings.Target target = settings.target();
        if (target != null) {
            lines.add("rows whose interval is wider than " + target.halfWidthPercent() + " % to either side go on, to "
                    + mostForks(settings) + " forks at most");
        }
        return lines;
    }

    private static int mostForks(Settings settings) {
        Settings.Target target = settings.target();
        return target == null
                ? settings.forks()
                : target.looks().get(target.looks().size() - 1);
    }

    /** @param alone forks of one variant, which measure as long as told */
    private static Duration time(Settings settings, Map<String, Duration> measuring, int forksARow, int alone) {
        Duration told = Duration.ofMillis(settings.measuredMillis());
        Duration before = Session.FORK_OVERHEAD.plusMillis(settings.warmUpMillis());
        Duration round = settings.workloads().stream()
                .map(workload -> before.plus(measuring.getOrDefault(workload, told)))
                .reduce(Duration.ZERO, Duration::plus);
        return round.multipliedBy((long) forksARow * (settings.hasAligned() ? 2 : 1))
                .plus(before.plus(told).multipliedBy(alone));
    }

    /** In seconds where they are few. */
    static String minutes(Duration time) {
        return time.toSeconds() < 100 ? time.toSeconds() + " s" : (time.toSeconds() + 30) / 60 + " min";
    }
}
