// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Host.Platform}. */
final class PlatformFacts {
    private static final Pattern SYSTEMD_KIND =
            Pattern.compile("docker|podman|lxc|lxc-libvirt|systemd-nspawn|openvz|wsl|proot|rkt|oci");
    // Parts of control group names, as the runtimes choose them.
    private static final Map<String, Pattern> GROUP_KINDS = Map.of(
            "kubernetes", Pattern.compile("/kubepods"),
            "docker", Pattern.compile("/docker[-/]"),
            "podman", Pattern.compile("/libpod[-_]"),
            "lxc", Pattern.compile("/lxc[./]"));

    private PlatformFacts() {}

    static Host.Platform read(Tree tree, Cpuid cpuid) {
        return new Host.Platform(
                cpuid.hypervisor(),
                container(tree),
                emulated(tree, cpuid),
                memoryGib(tree),
                new ControlGroup(tree).quotaCpus(),
                CloudFacts.read(tree));
    }

    private static @Nullable String container(Tree tree) {
        String groups = tree.text("proc/1/cgroup");
        // Kubernetes first: its containers carry a runtime's traces too.
        for (String kind : new String[] {"kubernetes", "docker", "podman", "lxc"}) {
            Pattern pattern = GROUP_KINDS.get(kind);
            if (groups != null && pattern != null && pattern.matcher(groups).find()) {
                return kind;
            }
        }
        if (tree.exists("run/secrets/kubernetes.io")) {
            return "kubernetes";
        }
        if (tree.exists(".dockerenv")) {
            return "docker";
        }
        if (tree.exists("run/.containerenv")) {
            return "podman";
        }
        return tree.line("run/systemd/container", SYSTEMD_KIND);
    }

    /**
     * Emulated where the hypervisor is QEMU without hardware help ("TCGTCGTCGTCG": qemu-user too), where Apple's
     * translator names itself, or where the CPU and the kernel disagree about vendor, family or model: qemu-user
     * answers CPUID itself, but passes the real /proc/cpuinfo on. The kernel asks the same CPUID, so on a real CPU, and
     * in a virtual machine, the two agree.
     */
    private static @Nullable Boolean emulated(Tree tree, Cpuid cpuid) {
        String brand = cpuid.brand();
        if ("TCGTCGTCGTCG".equals(cpuid.hypervisor()) || (brand != null && brand.startsWith("VirtualApple"))) {
            return true;
        }
        String cpuinfo = tree.text("proc/cpuinfo");
        // The kernel of an ARM host, below qemu-user.
        if (ProcFile.field(cpuinfo, "CPU implementer") != null) {
            return true;
        }
        String vendor = ProcFile.field(cpuinfo, "vendor_id");
        Long family = ProcFile.number(cpuinfo, "cpu family");
        Long model = ProcFile.number(cpuinfo, "model");
        if (vendor == null || family == null || model == null || cpuid.family() == 0) {
            return null;
        }
        return !vendor.equals(cpuid.vendor()) || family != cpuid.family() || model != cpuid.model();
    }

    private static @Nullable Integer memoryGib(Tree tree) {
        Long kib = ProcFile.number(tree.text("proc/meminfo"), "MemTotal");
        // Below 2^41 KiB, which is all the memory that x86-64 can address.
        return kib == null || kib <= 0 || kib >>> 41 != 0 ? null : (int) Math.round(kib / (double) (1 << 20));
    }
}
