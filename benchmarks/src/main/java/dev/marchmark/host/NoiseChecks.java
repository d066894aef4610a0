// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who else wants the CPU. */
final class NoiseChecks {
    // One tick of 10 ms in half a second on two CPUs is 1 %: below, a reading is chance.
    private static final double STEAL_SEEN = 0.005;
    private static final double STEAL_HEAVY = 0.05;
    // The measuring thread takes one CPU; the JVM's own threads want some of another.
    private static final double CPUS_WANTED = 2;

    private NoiseChecks() {}

    static List<Finding> of(Host facts, Noise.Disturbance sample, Noise counters) {
        Integer available = facts.cpu().cpusAvailable();
        Double quota = facts.platform().cpuQuota();
        return List.of(
                cpus(facts.cpu()),
                steal(sample.stealShare()),
                load(sample.load1(), available),
                pressure(sample.pressureShare()),
                quota(quota, available),
                throttling(sample, counters.throttledCount()));
    }

    private static Finding cpus(Host.Processor cpu) {
        Integer available = cpu.cpusAvailable();
        if (available == null) {
            return Finding.ok("cpus", "unknown");
        }
        String value = available + " of " + (cpu.cpusOnline() == null ? "?" : cpu.cpusOnline()) + " online";
        return available >= CPUS_WANTED
                ? Finding.ok("cpus", value)
                : Finding.warn(
                        "cpus",
                        value,
                        "everything else interrupts the measuring thread: allow a second CPU (taskset, cpuset, VM"
                                + " type)");
    }

    private static Finding steal(@Nullable Double share) {
        if (share == null) {
            return Finding.ok("steal", "unknown");
        }
        String value = percent(share) + " of the CPUs' time";
        String advice = "the hypervisor runs others on our CPUs: measure at another time, or on a dedicated VM type";
        return share < STEAL_SEEN
                ? Finding.ok("steal", value)
                : share < STEAL_HEAVY ? Finding.note("steal", value, advice) : Finding.warn("steal", value, advice);
    }

    private static Finding load(@Nullable Double load, @Nullable Integer cpus) {
        if (load == null) {
            return Finding.ok("load", "unknown");
        }
        String value = String.format(Locale.ROOT, "%.2f over the last minute", load);
        if (cpus == null) {
            return Finding.ok("load", value);
        }
        value += ", on " + cpus + (cpus == 1 ? " CPU" : " CPUs");
        String advice = "other work preempts ours and shares caches and clock: end it (top -o %CPU), or wait where a"
                + " build has just ended";
        // Room for one thread of ours is what counts, not an idle machine.
        return load <= 0.25 * cpus
                ? Finding.ok("load", value)
                : load <= cpus - 1 ? Finding.note("load", value, advice) : Finding.warn("load", value, advice);
    }

    private static Finding pressure(@Nullable Double share) {
        if (share == null) {
            return Finding.ok("cpu pressure", "unknown");
        }
        String value = "a task waited for a CPU " + percent(share) + " of the time";
        return share < 0.1
                ? Finding.ok("cpu pressure", value)
                : Finding.note("cpu pressure", value, "more work than CPUs, at this moment: end it (top -o %CPU)");
    }

    private static Finding quota(@Nullable Double quota, @Nullable Integer cpus) {
        if (quota == null) {
            return Finding.ok("cpu quota", "none");
        }
        String value = String.format(Locale.ROOT, "%.2f CPUs", quota);
        String advice = "the kernel stops the process for up to 100 ms at a time: raise it (docker run --cpus,"
                + " Kubernetes limits.cpu) to 2 or more";
        if (quota < CPUS_WANTED) {
            return Finding.warn("cpu quota", value, advice);
        }
        return cpus != null && quota >= cpus
                ? Finding.ok("cpu quota", value)
                : Finding.note("cpu quota", value, "enough for a measurement alone: run nothing else in this group");
    }

    private static Finding throttling(Noise.Disturbance sample, @Nullable Long everBefore) {
        Long now = sample.throttledCount();
        if (now == null || everBefore == null) {
            return Finding.ok("throttling", "unknown");
        }
        if (now > 0) {
            Double millis = sample.throttledMillis();
            return Finding.warn(
                    "throttling",
                    now + " times"
                            + (millis == null ? "" : String.format(Locale.ROOT, ", %.0f ms", millis))
                            + " during the sample",
                    "the quota stops our threads: raise it, or end other work in this control group");
        }
        return everBefore == 0
                ? Finding.ok("throttling", "none")
                : Finding.note(
                        "throttling",
                        "none now, " + everBefore + " times since the control group was made",
                        "the quota is too small for what ran here, such as a build: raise it");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
