// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/** What the sides of a block are. The baseline variant is always the first. */
public enum Contrast {
    /** All variants of the run. */
    VARIANTS(0),
    /** The baseline against a byte copy of its library: the error of the instrument itself. */
    COPY(0),
    /** The baseline against its own code, linked in a layout drawn independently: what code placement alone does. */
    RELINKED(0),
    /** The baseline against itself, one handle on both sides: the true difference is exactly 0. */
    SAME(0),
    /** The same, with 1.01 times the calls on the baseline's side: the true log ratio is exactly log 1.01. */
    SCALED(1),
    /** The same, with 1.10 times the calls: exactly log 1.10. */
    SCALED_TENTH(10);

    /** Of which the truth is known: all but {@link #VARIANTS}. */
    public static final List<Contrast> KNOWN = List.of(SAME, SCALED, SCALED_TENTH, COPY, RELINKED);

    private final int extraPercent;

    Contrast(int extraPercent) {
        this.extraPercent = extraPercent;
    }

    /** A count of calls that {@link #baselineCalls} can add to: the fewest, or a whole multiple of them. */
    public int callUnit() {
        return extraPercent == 0 ? 1 : 100;
    }

    /** What the baseline's side makes where the other side makes {@code calls}, a multiple of {@link #callUnit}. */
    public long baselineCalls(long calls) {
        return calls + calls / 100 * extraPercent;
    }

    /** The log ratio that is known of all but {@link #VARIANTS}. */
    public double truth() {
        return Math.log1p(extraPercent / 100.0);
    }
}
