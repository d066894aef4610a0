// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Optional;

/**
 * What variants of workloads execute.
 *
 * @param size label of the size that runs work through
 * @param counter the program that counted, with its version
 * @param variants those asked for, the baseline first
 * @param counts by workload, in the order of the variants
 * @param failures what could not be counted
 */
public record InstructionCounts(
        String size, String counter, List<String> variants, List<InstructionCount> counts, List<Run.Failure> failures) {
    /** Copies the lists. */
    public InstructionCounts {
        variants = List.copyOf(variants);
        counts = List.copyOf(counts);
        failures = List.copyOf(failures);
    }

    /** That of a variant of a workload; empty where it could not be counted. */
    public Optional<InstructionCount> of(String workload, String variant) {
        return counts.stream()
                .filter(count ->
                        count.workload().equals(workload) && count.variant().equals(variant))
                .findFirst();
    }
}
