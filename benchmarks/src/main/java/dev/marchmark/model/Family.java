// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/** How the rows of a table are judged together. */
public enum Family {
    /** Tables to publish: the chance of any false flag in the table is at most 5 % (Holm). */
    PUBLISHED,
    /** Views to explore: at most 5 % of the flags are false, on average (Benjamini and Hochberg). */
    EXPLORATORY;

    private static final double ALPHA = 0.05;

    /** That of a run: a quick one explores. */
    public static Family of(Settings settings) {
        return settings.profile().equals("quick") ? EXPLORATORY : PUBLISHED;
    }

    /** Whether a flagged row stays so when all rows are judged together. */
    public boolean confirms(Comparison row) {
        Double falseDiscovery = row.fdrPValue();
        // Older results hold Holm's value only, which is the larger one.
        double adjusted = this == EXPLORATORY && falseDiscovery != null ? falseDiscovery : row.holmPValue();
        return adjusted < ALPHA;
    }
}
