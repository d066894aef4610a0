// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Arrays;
import java.util.Locale;

/** Where a package decides which of its code a CPU gets. */
public enum Dispatch {
    /** Nowhere: all of its code is the compiler's, for the level that it is built for. */
    NONE,
    /** By macros that the level defines. */
    COMPILE_TIME,
    /** By what the CPU says while it runs: every build holds code above its level, and levels hide. */
    RUN_TIME,
    /** By both. */
    MIXED;

    /** As a descriptor says it, {@code run-time}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a build may hold instructions above its level, which then run behind a question to the CPU. */
    public boolean mayHoldHigherLevels() {
        return this == RUN_TIME || this == MIXED;
    }

    /**
     * That of a label.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Dispatch of(String label) {
        return Arrays.stream(values())
                .filter(dispatch -> dispatch.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no dispatch '" + label + "'"));
    }
}
