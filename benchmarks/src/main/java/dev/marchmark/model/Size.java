// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much data one run works through: the same bytes on every host, so that results of hosts compare. */
public enum Size {
    /** Fits the first-level data cache of every x86-64-v2 CPU. */
    SMALL(16L << 10),
    /** Fits the second-level cache of most server CPUs. */
    MEDIUM(256L << 10),
    /** Exceeds the second-level cache of every CPU, and one core's share of the last level on most. */
    LARGE(16L << 20);

    private final long bytes;

    Size(long bytes) {
        this.bytes = bytes;
    }

    /** The bytes that one run works through, summed over its buffers. */
    public long bytes() {
        return bytes;
    }

    /** The name that users type. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All labels, smallest first. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Size::label).toList();
    }

    /**
     * The size that users call {@code label}.
     *
     * @throws UnknownNameException where there is none
     */
    public static Size of(String label) {
        return Arrays.stream(values())
                .filter(size -> size.label().equals(label))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of("size", label, labels()));
    }
}
