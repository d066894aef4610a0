// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of compiler and flags.
 *
 * @param name such as {@code v3-O2}; starts with the level
 * @param level the x86-64 level that its code needs, 1 to 4
 * @param compiler the command that compiles it
 * @param compilerVersion the first line that {@code compiler --version} prints; empty where it is not installed
 * @param flags that it is built with, of those on its line in {@code native/variants}
 * @param leftOut flags on that line that the compiler on this host does not take, or null
 * @param unavailable why it can't be built on this host, or null
 */
public record Variant(
        String name,
        int level,
        String compiler,
        String compilerVersion,
        String flags,
        @Nullable String leftOut,
        @Nullable String unavailable) {

    /** In the flags: a package's own rules and flags stand there. */
    private static final String OWN_RULES = "@package";

    /** Checks the level's range. */
    public Variant {
        if (level < 1 || level > 4) {
            throw new IllegalArgumentException("variant " + name + ": x86-64 has no level " + level);
        }
    }

    /** The kind of the workloads that it builds. */
    public String kind() {
        return List.of(flags.split(" ", -1)).contains(OWN_RULES) ? Workload.PACKAGES : Workload.KERNELS;
    }
}
