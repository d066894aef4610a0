// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Map;

/**
 * Two builds of the same source, function by function.
 *
 * @param baseline the first build's file
 * @param candidate the other build's
 * @param functions those that both have, in the order of the first
 * @param onlyBaseline names of functions that the other build does not have: inlined, or renamed
 * @param onlyCandidate names of functions that only the other build has
 * @param baselineRest what of the first build could not be compared
 * @param candidateRest what of the other
 */
public record BuildComparison(
        String baseline,
        String candidate,
        List<FunctionChange> functions,
        List<String> onlyBaseline,
        List<String> onlyCandidate,
        Rest baselineRest,
        Rest candidateRest) {
    /**
     * A function in both builds.
     *
     * @param baselineBytes of its code
     * @param candidateBytes of the other build's
     * @param features that only the other build's code needs, or needs oftener, with the number of instructions more
     */
    public record FunctionChange(
            String name, CodeChange change, long baselineBytes, long candidateBytes, Map<String, Long> features) {}

    /**
     * Code of a build that is not compared.
     *
     * @param functions without a name by which to find them in the other build, as of most in a stripped file
     * @param bytes of these
     * @param otherBytes that nothing says are code from end to end: padding, data, assembly without unwind entries
     */
    public record Rest(long functions, long bytes, long otherBytes) {}
}
