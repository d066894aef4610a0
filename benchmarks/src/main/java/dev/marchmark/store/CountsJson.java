// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.InstructionCounts;

/** Instruction counts as JSON, by {@code counts.schema.json}. */
public final class CountsJson {
    private CountsJson() {}

    /** As text that ends in a line break. */
    public static String of(InstructionCounts counts) {
        return JsonFormats.COUNTS.pretty(counts);
    }
}
