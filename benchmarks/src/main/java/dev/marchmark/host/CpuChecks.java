// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import dev.marchmark.nativelib.Cpu;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the CPU is, and what stands before it. */
final class CpuChecks {
    private static final int HIGHEST_LEVEL = 4;
    private static final int CANDIDATE_LEVEL = 3;

    private CpuChecks() {}

    static List<Finding> of(Host facts, Cpu cpu) {
        return List.of(
                level(facts, cpu),
                model(facts.cpu()),
                microcode(facts),
                siblings(facts),
                cores(facts.cpu()),
                hypervisor(facts.platform()),
                container(facts.platform()),
                emulation(facts.platform()));
    }

    private static Finding level(Host facts, Cpu cpu) {
        int level = facts.cpu().level();
        if (level >= HIGHEST_LEVEL) {
            return Finding.ok("cpu level", "x86-64-v" + level);
        }
        String missing = cpu.missingFeature(level + 1);
        String value =
                "x86-64-v" + level + (missing == null ? "" : "; for x86-64-v" + (level + 1) + " it lacks " + missing);
        if (level >= CANDIDATE_LEVEL) {
            return Finding.ok("cpu level", value);
        }
        String advice = "variants above x86-64-v" + level + " are refused here";
        return Finding.warn(
                "cpu level",
                value,
                facts.platform().hypervisor() == null
                        ? advice + ": use a newer CPU"
                        : advice + ": use a newer CPU, or let the VM see all of it (QEMU: -cpu host)");
    }

    private static Finding model(Host.Processor cpu) {
        String value = unknownIfNull(cpu.brand());
        if (cpu.family() != null) {
            value += ", family " + cpu.family() + " model " + cpu.model() + " stepping " + cpu.stepping();
        }
        return Finding.ok("cpu model", value);
    }

    private static Finding microcode(Host facts) {
        String microcode = facts.cpu().microcode();
        if (microcode != null && facts.platform().hypervisor() != null) {
            return Finding.note(
                    "microcode",
                    microcode + ", as the hypervisor tells",
                    "may differ from the CPU's own, which can change speed: compare hosts of one VM type with care");
        }
        return Finding.ok("microcode", unknownIfNull(microcode));
    }

    private static Finding siblings(Host facts) {
        if (Boolean.TRUE.equals(facts.cpu().smtActive())) {
            Integer threads = facts.cpu().threadsPerCore();
            return Finding.note(
                    "smt",
                    threads == null ? "on" : "on, " + threads + " threads a core",
                    "work on a sibling shares caches and ports with ours:"
                            + " echo off | sudo tee /sys/devices/system/cpu/smt/control");
        }
        if (facts.cpu().smtActive() == null || isEmulated(facts.platform())) {
            return Finding.ok("smt", "unknown");
        }
        return facts.platform().hypervisor() == null
                ? Finding.ok("smt", "off")
                : Finding.note(
                        "smt",
                        "not visible in this VM",
                        "siblings may be shared with neighbours: choose a VM type with whole cores");
    }

    private static Finding cores(Host.Processor cpu) {
        return cpu.hybrid()
                ? Finding.warn(
                        "core types",
                        "performance and efficiency cores",
                        "forks land on either, and times of both get mixed: start with taskset -c 0,1 (on cores of"
                                + " one kind: lscpu -e)")
                : Finding.ok("core types", "one");
    }

    private static Finding hypervisor(Host.Platform platform) {
        return platform.hypervisor() == null || isEmulated(platform)
                ? Finding.ok("hypervisor", "none")
                : Finding.note(
                        "hypervisor",
                        platform.hypervisor(),
                        "neighbours share caches, memory and clock, unseen: for a quiet host use a bare-metal or"
                                + " dedicated machine");
    }

    private static Finding container(Host.Platform platform) {
        return Finding.ok("container", platform.container() == null ? "none seen" : platform.container());
    }

    private static Finding emulation(Host.Platform platform) {
        if (isEmulated(platform)) {
            return Finding.warn(
                    "emulation",
                    "the CPU is emulated: no time here means anything",
                    "verify only, and measure on a real CPU");
        }
        return Finding.ok("emulation", platform.emulated() == null ? "unknown" : "none");
    }

    // An emulator announces itself where a hypervisor would.
    private static boolean isEmulated(Host.Platform platform) {
        return Boolean.TRUE.equals(platform.emulated());
    }

    private static String unknownIfNull(@Nullable String value) {
        return value == null ? "unknown" : value;
    }
}
