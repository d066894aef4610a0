// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Size;
import java.util.List;

/** What is typed after {@code --size}. */
final class SizeArgument {
    // The contract asks shape() for any number from here on (CONTRIBUTING.md).
    private static final int FEWEST_BYTES = 64;

    private SizeArgument() {}

    /**
     * One size.
     *
     * @throws UsageException where it is too small
     * @throws dev.marchmark.model.UnknownNameException where it is none
     */
    static Size of(String typed) {
        return large(Size.of(typed));
    }

    /** Several, likewise. */
    static List<Size> list(String typed) {
        return Size.list(typed).stream().map(SizeArgument::large).toList();
    }

    private static Size large(Size size) {
        if (size.bytes() < FEWEST_BYTES) {
            throw new UsageException("--size takes " + FEWEST_BYTES + " bytes or more, not " + size.bytes()
                    + ": workloads offer no less");
        }
        return size;
    }
}
