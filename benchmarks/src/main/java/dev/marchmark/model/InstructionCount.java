// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that a variant of a workload executes: the same number on every start, however busy the host.
 *
 * @param librarySha256 of the library that ran
 * @param unit of work, singular
 * @param work units that a run processes
 * @param runs that were counted
 * @param instructions of all these runs, in the library and in what it calls
 * @param packed those of the library that compute on several elements at once; null where it could not be decoded, or the
 *     CPU counted, which does not tell them apart
 * @param asksCpu how often the library asked the CPU what it can, which traps in a virtual machine and takes 10 us and more
 *     there; null as for {@code features}
 * @param features those of the library that need more than x86-64 itself, by what they need; null where {@code packed} is,
 *     and in counts of earlier versions
 * @param cycles that all these runs took; null where an emulation counted, which has none
 */
public record InstructionCount(
        String workload,
        String variant,
        String librarySha256,
        String unit,
        long work,
        long runs,
        long instructions,
        @Nullable Long packed,
        @Nullable Long asksCpu,
        @Nullable List<Executed> features,
        @Nullable Cycles cycles) {
    /** The range over several passes; it depends on the host and on what else it does. */
    public record Cycles(long fewest, long most) {}

    /** How many of the instructions need a feature. */
    public record Executed(String feature, long instructions) {
        /** The numbers of several features, in the order of their names. */
        public static List<Executed> of(Map<String, Long> numbers) {
            return new TreeMap<>(numbers)
                    .entrySet().stream()
                            .map(each -> new Executed(each.getKey(), each.getValue()))
                            .toList();
        }
    }

    /** Instructions a unit of work. */
    public double perUnit() {
        return (double) instructions / runs / work;
    }

    /** How often a run asks the CPU what it can; 0 where that is not known. */
    public double asksCpuPerRun() {
        return asksCpu == null ? 0 : (double) asksCpu / runs;
    }

    /** The share of {@code packed}, 0 to 1; null where that is not known. */
    public @Nullable Double vectorShare() {
        return packed == null ? null : (double) packed / instructions;
    }

    /** The features that ran here and not there, each with its share of the instructions, 0 to 1; none where not known. */
    public Map<String, Double> featuresBeyond(InstructionCount baseline) {
        Map<String, Double> shares = new TreeMap<>();
        if (features != null && baseline.features != null) {
            features.forEach(each -> shares.put(each.feature(), (double) each.instructions() / instructions));
            baseline.features.forEach(each -> shares.remove(each.feature()));
        }
        return shares;
    }
}
