// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import org.jspecify.annotations.Nullable;

/** What the CPU has and the system enables, asked by {@code cpuid} and {@code xgetbv}. */
public interface Cpu {
    /** The highest x86-64 level, 1 to 4, whose features are all there. */
    int level();

    /** The first feature of {@code level} or of a lower one that the host lacks, or null. */
    @Nullable
    String missingFeature(int level);

    /** Registers eax, ebx, ecx and edx of a leaf and subleaf; zeros where the leaf does not exist. */
    int[] cpuid(int leaf, int subleaf);
}
