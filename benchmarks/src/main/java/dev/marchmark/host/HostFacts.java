// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import dev.marchmark.nativelib.Cpu;
import java.nio.file.Path;

/** Reads what a result says about the machine it comes from. */
public final class HostFacts {
    private HostFacts() {}

    /** The facts of this host. */
    public static Host read(Cpu cpu) {
        return read(Path.of("/"), cpu);
    }

    /** The facts of the host whose files are below {@code root}. */
    public static Host read(Path root, Cpu cpu) {
        Tree tree = new Tree(root);
        Cpuid cpuid = new Cpuid(cpu);
        Host.Platform platform = PlatformFacts.read(tree, cpuid);
        boolean emulated = Boolean.TRUE.equals(platform.emulated());
        Host.Processor processor = CpuFacts.read(tree, cpuid, cpu.level(), emulated);
        return new Host(
                HostName.of(processor, platform),
                processor,
                platform,
                SettingFacts.read(tree),
                SoftwareFacts.read(tree));
    }
}
