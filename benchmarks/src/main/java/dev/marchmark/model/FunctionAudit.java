// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * A function of an audited file, with its cold and split-off parts.
 *
 * @param name its symbol; {@code @} and its address where the file names none
 * @param address of its first part
 * @param asksCpu whether it executes {@code cpuid} or {@code xgetbv}
 * @param dispatch marks of being chosen at run time: {@link #IFUNC}, or a feature in the name of one that needs more than
 *     x86-64-v1
 */
public record FunctionAudit(String name, long address, CodeCounts counts, boolean asksCpu, List<String> dispatch) {
    /** The mark of a function that the loader chooses. */
    public static final String IFUNC = "ifunc";
}
