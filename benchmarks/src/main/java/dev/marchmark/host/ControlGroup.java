// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The CPU controller of this process's control group and of the groups around it: a quota or throttling at any level
 * stops us. Version 1 and 2, at the usual mount points. The groups' names, which carry container ids, stay in here.
 */
final class ControlGroup {
    private static final Pattern QUOTA = Pattern.compile("([0-9]{1,15}) ([0-9]{1,15})");
    private static final Pattern CPU_LINE = Pattern.compile("[0-9]+:(?:[^:]*,)?cpu(?:,[^:]*)?:(/.*)");
    private static final Pattern UNIFIED_LINE = Pattern.compile("0::(/.*)");

    private final Tree tree;
    private final List<String> folders;

    ControlGroup(Tree tree) {
        this.tree = tree;
        this.folders = folders();
    }

    /** The smallest quota in force, in CPUs; null where there is none. */
    @Nullable
    Double quotaCpus() {
        Double smallest = null;
        for (String folder : folders) {
            Double quota = quotaCpus(folder);
            if (quota != null && (smallest == null || quota < smallest)) {
                smallest = quota;
            }
        }
        return smallest;
    }

    /** How often a group was stopped for using up its quota; null where no group counts. */
    @Nullable
    Long throttledCount() {
        return sum("nr_throttled", 1);
    }

    /** How long, summed over CPUs and groups; null where no group counts. */
    @Nullable
    Long throttledMicros() {
        Long micros = sum("throttled_usec", 1);
        return micros != null ? micros : sum("throttled_time", 1000);
    }

    private @Nullable Double quotaCpus(String folder) {
        String unified = tree.line(folder + "cpu.max", QUOTA);
        if (unified != null) {
            String[] words = unified.split(" ", -1);
            return ratio(Long.valueOf(words[0]), Long.valueOf(words[1]));
        }
        return ratio(tree.number(folder + "cpu.cfs_quota_us"), tree.number(folder + "cpu.cfs_period_us"));
    }

    // No quota is -1 in version 1 and "max" in version 2.
    private static @Nullable Double ratio(@Nullable Long quota, @Nullable Long period) {
        return quota == null || period == null || quota <= 0 || period <= 0 ? null : (double) quota / period;
    }

    private @Nullable Long sum(String key, long unit) {
        Long sum = null;
        for (String folder : folders) {
            Long value = ProcFile.counter(tree.text(folder + "cpu.stat"), key);
            if (value != null) {
                sum = (sum == null ? 0 : sum) + value / unit;
            }
        }
        return sum;
    }

    private List<String> folders() {
        String groups = tree.text("proc/self/cgroup");
        List<String> folders = new ArrayList<>();
        if (groups == null) {
            return folders;
        }
        // Version 1 first: where both are mounted, the CPU controller is usually there.
        for (String mount : List.of("sys/fs/cgroup/cpu/", "sys/fs/cgroup/cpu,cpuacct/")) {
            if (folders.isEmpty() && tree.exists(mount)) {
                folders = upwards(mount, pathOf(groups, CPU_LINE));
            }
        }
        return folders.isEmpty() ? upwards("sys/fs/cgroup/", pathOf(groups, UNIFIED_LINE)) : folders;
    }

    // Inside a container the path is often the host's, and missing here: then only the mount itself answers.
    private static List<String> upwards(String mount, @Nullable String path) {
        List<String> folders = new ArrayList<>();
        if (path == null) {
            return folders;
        }
        // A group outside of our namespace is written as "/../other".
        String folder = path.contains("/..") ? "" : path.replaceFirst("/+$", "");
        while (!folder.isEmpty()) {
            folders.add(mount + folder.substring(1) + "/");
            folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        folders.add(mount);
        return folders;
    }

    private static @Nullable String pathOf(String groups, Pattern line) {
        return groups.lines()
                .map(line::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse(null);
    }
}
