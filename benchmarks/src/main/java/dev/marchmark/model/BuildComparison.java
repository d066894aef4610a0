// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Map;

/**
 * Two builds of the same source, function by function.
 *
 * @param before the file compared with
 * @param after the other build
 * @param functions those that both have, in the order of the first
 * @param onlyBefore names of functions that the other build does not have: inlined, or renamed
 * @param onlyAfter names of functions that only the other build has
 */
public record BuildComparison(
        String before, String after, List<FunctionChange> functions, List<String> onlyBefore, List<String> onlyAfter) {
    /**
     * A function in both builds.
     *
     * @param bytesBefore of its code
     * @param bytesAfter of the other build's
     * @param features that only the other build's code needs, or needs oftener, with the number of instructions more
     */
    public record FunctionChange(
            String name, CodeChange change, long bytesBefore, long bytesAfter, Map<String, Long> features) {}
}
