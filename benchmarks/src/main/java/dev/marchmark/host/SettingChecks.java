// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.List;
import java.util.Set;

/** How the host is set up. */
final class SettingChecks {
    private static final String CLOCK_SOURCE = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    // Read from user space through the vDSO, as the TSC is (arch/x86/entry/vdso); any other costs a system call.
    private static final Set<String> QUICK_CLOCKS =
            Set.of("kvm-clock", "hyperv_clocksource_tsc_page", "hyperv_clocksource");
    private static final int OWN_CODE_ONLY = 2;

    private SettingChecks() {}

    static List<Finding> of(Host facts) {
        Host.Settings settings = facts.settings();
        return List.of(
                governor(facts),
                turbo(settings),
                clockSource(settings),
                counters(settings),
                hugePages(settings),
                aslr(settings));
    }

    private static Finding governor(Host facts) {
        String governor = facts.settings().governor();
        if (governor == null) {
            return facts.platform().hypervisor() == null
                    ? Finding.ok("governor", "unknown")
                    : Finding.ok("governor", "the hypervisor's, not visible");
        }
        String driver = facts.settings().scalingDriver();
        String value = driver == null ? governor : governor + " (" + driver + ")";
        return governor.equals("performance")
                ? Finding.ok("governor", value)
                : Finding.warn(
                        "governor",
                        value,
                        "the clock follows the load, and times follow the clock:"
                                + " echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor");
    }

    private static Finding turbo(Host.Settings settings) {
        Boolean turbo = settings.turbo();
        if (turbo == null || !turbo) {
            return Finding.ok("turbo", turbo == null ? "unknown" : "off");
        }
        String driver = settings.scalingDriver();
        boolean ownSwitch = driver != null && (driver.equals("intel_pstate") || driver.equals("intel_cpufreq"));
        return Finding.note(
                "turbo",
                "on",
                "the clock depends on heat and on neighbours, paired slices share it: "
                        + (ownSwitch
                                ? "echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo"
                                : "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost"));
    }

    private static Finding clockSource(Host.Settings settings) {
        String clock = settings.clockSource();
        if (clock == null || clock.equals("tsc")) {
            return Finding.ok("clock source", clock == null ? "unknown" : clock);
        }
        String mend = "echo tsc | sudo tee " + CLOCK_SOURCE + ", or boot with clocksource=tsc";
        return QUICK_CLOCKS.contains(clock)
                ? Finding.note("clock source", clock, "reads slower than the TSC: " + mend)
                : Finding.warn("clock source", clock, "each time stamp costs a system call: " + mend);
    }

    private static Finding counters(Host.Settings settings) {
        Integer paranoid = settings.perfEventParanoid();
        if (Boolean.FALSE.equals(settings.hardwareCounters())) {
            return Finding.note(
                    "perf",
                    "no hardware counters",
                    "no cycle counts, instructions by valgrind only: use bare metal, or a VM with a PMU");
        }
        if (paranoid == null) {
            return Finding.ok("perf", "unknown");
        }
        String value = "perf_event_paranoid is " + paranoid;
        return paranoid <= OWN_CODE_ONLY
                ? Finding.ok("perf", value)
                : Finding.note(
                        "perf", value, "no cycle counts except for root: sudo sysctl kernel.perf_event_paranoid=2");
    }

    private static Finding hugePages(Host.Settings settings) {
        String mode = settings.hugePages();
        return mode != null && mode.equals("always")
                ? Finding.note(
                        "huge pages",
                        mode,
                        "whether a fork's memory gets them is chance, which widens intervals:"
                                + " echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled")
                : Finding.ok("huge pages", mode == null ? "unknown" : mode);
    }

    private static Finding aslr(Host.Settings settings) {
        String mode = settings.aslr();
        return mode == null || mode.equals("full")
                ? Finding.ok("aslr", mode == null ? "unknown" : mode)
                : Finding.warn(
                        "aslr",
                        mode,
                        "forks repeat one memory layout instead of averaging over many:"
                                + " sudo sysctl kernel.randomize_va_space=2, and start without setarch -R");
    }
}
