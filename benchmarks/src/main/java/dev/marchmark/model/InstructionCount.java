// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

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
 *     there; null as for {@code packed}, and in results of before
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
        @Nullable Cycles cycles) {
    /** The range over several passes; it depends on the host and on what else it does. */
    public record Cycles(long fewest, long most) {}

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
}
