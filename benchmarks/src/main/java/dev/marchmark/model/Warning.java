// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * What a reader of a number must know. Warnings are values of the result, not log lines.
 *
 * @param kind for programs
 * @param text for people: one sentence
 */
public record Warning(Kind kind, String text) {
    /** What a warning is about. */
    public enum Kind {
        /** More blocks than 30 % were dropped as disturbed. */
        DISTURBED,
        /** Time in long slices differs from time in ordinary ones by more than 2 %. */
        LEVEL_SHIFT,
        /** One run takes longer than a slice should. */
        LONG_SLICES,
        /** Fewer forks than the profile asked for. */
        FEW_FORKS,
        /** Only one layout: code placement is not averaged over. */
        ONE_LAYOUT,
        /** Copies of the baseline differ from it: of all rows, more than chance explains; of one, as much as the row. */
        CONTROL,
        /** Following the other variant changes how long a variant takes, or may: that was allowed for, or left to the interval. */
        ORDER,
        /** Pairs of the layouts built differ by more than the row does. */
        LAYOUTS,
        /** The forks lie in two groups, and the row is a mean over both. */
        FORK_MODES,
        /** The row's interval is wider than the run's target. */
        TARGET_MISSED,
        /** Measured alone, in forks of their own, the variants differ by another ratio. */
        ORDER_DEPENDENT,
        /** The hypervisor took more and more of the CPU time. */
        STEAL,
        /** The CPU's effective frequency differed between forks. */
        FREQUENCY,
        /** The CPU changed during the run. */
        CPU_CHANGED,
        /** Measured under emulation: no time means anything. */
        EMULATED,
        /** A package is not the one that the distribution ships, or not all of it is at its level. */
        PACKAGE,
        /** Something about the host that disturbs measurements. */
        HOST
    }
}
