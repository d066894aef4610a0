// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Host.Processor}. */
final class CpuFacts {
    private CpuFacts() {}

    private static final String CPU = "sys/devices/system/cpu/";
    private static final Pattern MICROCODE = Pattern.compile("0x[0-9a-f]{1,16}");
    private static final Pattern CACHE_SIZE = Pattern.compile("[0-9]{1,9}[KM]");
    private static final Pattern DATA = Pattern.compile("Data|Unified");

    static Host.Processor read(Tree tree, Cpuid cpuid, int level, boolean emulated) {
        boolean known = cpuid.family() != 0;
        BitSet online = CpuList.read(tree, CPU + "online");
        Integer threadsPerCore = CpuList.size(CpuList.read(tree, CPU + "cpu0/topology/thread_siblings_list"));
        return new Host.Processor(
                cpuid.vendor(),
                cpuid.brand(),
                known ? hex(cpuid.family()) : null,
                known ? hex(cpuid.model()) : null,
                known ? hex(cpuid.stepping()) : null,
                level,
                cpuid.hybrid(),
                CpuList.size(online),
                available(tree, online),
                smtActive(tree, threadsPerCore),
                threadsPerCore,
                cacheBytes(tree, cpuid, 1, emulated),
                cacheBytes(tree, cpuid, 2, emulated),
                cacheBytes(tree, cpuid, 3, emulated),
                emulated ? null : microcode(tree));
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "0x%02x", value);
    }

    // An unrestricted process may be allowed on CPUs that do not exist: the kernel lists all that could be added.
    private static @Nullable Integer available(Tree tree, @Nullable BitSet online) {
        BitSet allowed = CpuList.parse(ProcFile.field(tree.text("proc/self/status"), "Cpus_allowed_list"));
        if (allowed != null && online != null) {
            allowed.and(online);
        }
        return CpuList.size(allowed);
    }

    private static @Nullable Boolean smtActive(Tree tree, @Nullable Integer threadsPerCore) {
        Long active = tree.number(CPU + "smt/active");
        if (active != null) {
            return active == 1;
        }
        return threadsPerCore == null ? null : threadsPerCore > 1;
    }

    // Under emulation /sys describes the machine below.
    private static @Nullable Long cacheBytes(Tree tree, Cpuid cpuid, int level, boolean emulated) {
        Long bytes = emulated ? null : cacheBytes(tree, level);
        return bytes != null ? bytes : cpuid.cacheBytes(level);
    }

    private static @Nullable Long cacheBytes(Tree tree, int level) {
        for (int i = 0; i < 8; i++) {
            String folder = CPU + "cpu0/cache/index" + i + "/";
            Long found = tree.number(folder + "level");
            String size = tree.line(folder + "size", CACHE_SIZE);
            if (found != null && found == level && size != null && tree.line(folder + "type", DATA) != null) {
                long units = Long.parseLong(size, 0, size.length() - 1, 10);
                return units << (size.endsWith("K") ? 10 : 20);
            }
        }
        return null;
    }

    private static @Nullable String microcode(Tree tree) {
        String microcode = ProcFile.field(tree.text("proc/cpuinfo"), "microcode");
        return microcode != null && MICROCODE.matcher(microcode).matches() ? microcode : null;
    }
}
