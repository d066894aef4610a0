// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A host made of files. */
record FakeHost(Path root) {
    private static final String CPU = "sys/devices/system/cpu/";

    /** A bare-metal Intel server, set up as a benchmark wants it. */
    static FakeHost bareMetal(Path root) {
        return new FakeHost(root)
                .cpuinfo("GenuineIntel", 6, 106, "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", "0xd0003f5")
                .put("proc/self/status", "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\n")
                .put("proc/self/cgroup", "0::/user.slice/user-1000.slice\n")
                .put("proc/self/mounts", "/dev/sda1 / ext4 rw,relatime 0 0\ntmpfs /tmp tmpfs rw,nosuid 0 0\n")
                .put("proc/self/personality", "00000000\n")
                .put("proc/1/cgroup", "0::/init.scope\n")
                .put("proc/meminfo", "MemTotal:       65837256 kB\nMemFree:        1 kB\n")
                .put("proc/loadavg", "0.02 0.10 0.09 1/300 4711\n")
                .put("proc/stat", "cpu  1000 0 500 90000 10 0 0 0 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n")
                .put("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=2000\nfull avg10=0 total=1\n")
                .put("proc/sys/kernel/osrelease", "6.1.0-37-amd64\n")
                .put("proc/sys/kernel/perf_event_paranoid", "1\n")
                .put("proc/sys/kernel/randomize_va_space", "2\n")
                .put("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
                .put("lib64/libc.so.6", "\u007fELF\0\1\0GNU C Library (GNU libc) stable release version 2.34.\nC\0\0")
                .put("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
                .put("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n")
                .put("sys/bus/event_source/devices/cpu/type", "4\n")
                .put(CPU + "online", "0-7\n")
                .put(CPU + "smt/active", "0\n")
                .put(CPU + "intel_pstate/no_turbo", "1\n")
                .put(CPU + "cpu0/topology/thread_siblings_list", "0\n")
                .put(CPU + "cpu0/cpufreq/scaling_driver", "intel_pstate\n")
                .put(CPU + "cpu0/cpufreq/scaling_governor", "performance\n")
                .cache(0, 1, "Instruction", "32K")
                .cache(1, 1, "Data", "48K")
                .cache(2, 2, "Unified", "1280K")
                .cache(3, 3, "Unified", "48M");
    }

    /** A small AMD guest with a quota in control groups of version 2, which neighbours disturb. */
    static FakeHost cloudVm(Path root) {
        return new FakeHost(root)
                .cpuinfo("AuthenticAMD", 25, 1, "AMD EPYC", "0x1000065")
                .put("proc/self/status", "Cpus_allowed_list:\t0-63\n")
                .put("proc/self/cgroup", "0::/job.slice/step\n")
                .put("proc/loadavg", "3.50 1.00 0.50 5/300 4711\n")
                .put("proc/stat", "cpu  1000 0 500 8000 10 0 0 490 0 0\n")
                .put("proc/sys/kernel/perf_event_paranoid", "4\n")
                .put("proc/sys/kernel/randomize_va_space", "0\n")
                .put("sys/fs/cgroup/cgroup.controllers", "cpu memory\n")
                .put("sys/fs/cgroup/job.slice/cpu.max", "150000 100000\n")
                .put(
                        "sys/fs/cgroup/job.slice/cpu.stat",
                        "usage_usec 9\nnr_periods 50\nnr_throttled 7\nthrottled_usec 21000\n")
                .put("sys/fs/cgroup/job.slice/step/cpu.max", "max 100000\n")
                .put("sys/fs/cgroup/job.slice/step/cpu.stat", "nr_throttled 0\nthrottled_usec 0\n")
                .put("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n")
                .put("sys/devices/system/clocksource/clocksource0/current_clocksource", "kvm-clock\n")
                .put("sys/bus/event_source/devices/software/type", "1\n")
                .put(CPU + "online", "0-1\n")
                .put(CPU + "smt/active", "0\n")
                .put(CPU + "cpu0/topology/thread_siblings_list", "0\n");
    }

    /** A container with control groups of version 1: the group's path is the host's, and not there. */
    static FakeHost containerOfVersion1(Path root) {
        String group = "/docker/0123456789abcdef";
        return new FakeHost(root)
                .cpuinfo("AuthenticAMD", 25, 1, "AMD EPYC 7763 64-Core Processor", "0xa0011d5")
                .put("proc/1/cgroup", "4:memory:" + group + "\n3:cpu,cpuacct:" + group + "\n")
                .put("proc/self/cgroup", "5:cpuset:/elsewhere\n4:memory:" + group + "\n3:cpu,cpuacct:" + group + "\n")
                .put("proc/self/mounts", "overlay / overlay rw 0 0\ntmpfs /tmp\\040dir tmpfs rw,noexec 0 0\n")
                .put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "250000\n")
                .put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
                .put("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 9\nnr_throttled 3\nthrottled_time 12000000\n");
    }

    FakeHost put(String path, String bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, bytes, StandardCharsets.ISO_8859_1);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Host facts(FakeCpu cpu) {
        return HostFacts.read(root, cpu);
    }

    List<Finding> findings(FakeCpu cpu, String temporaryFolder) {
        return Doctor.examine(root, cpu, Path.of(temporaryFolder), Duration.ZERO);
    }

    private FakeHost cpuinfo(String vendor, int family, int model, String brand, String microcode) {
        return put(
                "proc/cpuinfo",
                "processor\t: 0\nvendor_id\t: " + vendor + "\ncpu family\t: " + family + "\nmodel\t\t: " + model
                        + "\nmodel name\t: " + brand + "\nstepping\t: 1\nmicrocode\t: " + microcode
                        + "\nflags\t\t: fpu avx2\n\n");
    }

    private FakeHost cache(int index, int level, String type, String size) {
        String folder = CPU + "cpu0/cache/index" + index + "/";
        return put(folder + "level", level + "\n")
                .put(folder + "type", type + "\n")
                .put(folder + "size", size + "\n");
    }
}
