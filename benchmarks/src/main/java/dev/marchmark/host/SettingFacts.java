// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Host.Settings}. */
final class SettingFacts {
    private SettingFacts() {}

    private static final String CPU = "sys/devices/system/cpu/";
    private static final String EVENTS = "sys/bus/event_source/devices/";
    private static final Pattern CHOSEN = Pattern.compile("\\[(always|madvise|never)]");
    private static final Pattern PERSONALITY = Pattern.compile("[0-9a-f]{8}");
    // ADDR_NO_RANDOMIZE of <sys/personality.h>: what "setarch -R" sets.
    private static final int NO_RANDOM_ADDRESSES = 0x0040000;

    static Host.Settings read(Tree tree) {
        return new Host.Settings(
                tree.line(CPU + "cpu0/cpufreq/scaling_driver", Tree.NAME),
                tree.line(CPU + "cpu0/cpufreq/scaling_governor", Tree.NAME),
                turbo(tree),
                tree.line("sys/devices/system/clocksource/clocksource0/current_clocksource", Tree.NAME),
                hugePages(tree),
                aslr(tree),
                tree.count("proc/sys/kernel/perf_event_paranoid"),
                hardwareCounters(tree));
    }

    // intel_pstate has its own switch; all other drivers share one, and newer kernels have one a policy.
    private static @Nullable Boolean turbo(Tree tree) {
        Long noTurbo = tree.number(CPU + "intel_pstate/no_turbo");
        if (noTurbo != null) {
            return noTurbo == 0;
        }
        Long boost = tree.number(CPU + "cpufreq/boost");
        if (boost == null) {
            boost = tree.number(CPU + "cpu0/cpufreq/boost");
        }
        return boost == null ? null : boost != 0;
    }

    private static @Nullable String hugePages(Tree tree) {
        String modes = tree.text("sys/kernel/mm/transparent_hugepage/enabled");
        if (modes == null) {
            return null;
        }
        Matcher chosen = CHOSEN.matcher(modes);
        return chosen.find() ? chosen.group(1) : null;
    }

    private static @Nullable String aslr(Tree tree) {
        String personality = tree.line("proc/self/personality", PERSONALITY);
        if (personality != null && (Integer.parseUnsignedInt(personality, 16) & NO_RANDOM_ADDRESSES) != 0) {
            return "off";
        }
        Integer mode = tree.count("proc/sys/kernel/randomize_va_space");
        if (mode == null || mode < 0 || mode > 2) {
            return null;
        }
        return new String[] {"off", "partial", "full"}[mode];
    }

    private static @Nullable Boolean hardwareCounters(Tree tree) {
        if (!tree.exists(EVENTS)) {
            return null;
        }
        // Hybrid CPUs have one set of counters a kind of core.
        return tree.exists(EVENTS + "cpu") || tree.exists(EVENTS + "cpu_core");
    }
}
