// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What tells that the CPU is still the same one: a virtual machine that is moved while it runs may wake up on another.
 *
 * @param model as the kernel names it, or null where it does not
 * @param microcode its revision, or null likewise
 */
public record CpuIdentity(@Nullable String model, @Nullable String microcode) {
    /** Of this host, now. */
    public static CpuIdentity now() {
        return now(Path.of("/"));
    }

    /** Of the host whose files are below {@code root}. */
    public static CpuIdentity now(Path root) {
        String text = new Tree(root).text("proc/cpuinfo");
        return new CpuIdentity(ProcFile.field(text, "model name"), ProcFile.field(text, "microcode"));
    }
}
