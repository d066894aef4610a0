// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Locale;

/** What a comparison comes to. */
public enum Verdict {
    /** Flagged, and the candidate takes less time. */
    FASTER,
    /** Flagged, and the candidate takes more time. */
    SLOWER,
    /** The 90 % interval lies within the margin around 1. */
    EQUIVALENT,
    /** None of these: more forks could tell. */
    INCONCLUSIVE;

    /** As tables print it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
