// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the time of a whole, such as a machine or a service, is made of. Whatever its parts leave of the time is code of
 * which nothing is said.
 *
 * @param schema version of this format
 * @param title of the whole
 * @param source where the shares come from
 * @param parts at least one, whose shares add up to 1 at most
 */
public record Mix(int schema, String title, String source, List<Part> parts) {
    /** Of this format. */
    public static final int SCHEMA = 1;

    // Shares that are written as decimals add up to 1 but for rounding.
    private static final double ROUNDING = 1e-9;

    /** Copies the list and checks what a schema can't. */
    public Mix {
        parts = List.copyOf(parts);
        double shares = parts.stream().mapToDouble(Part::share).sum();
        if (shares > 1 + ROUNDING) {
            throw new IllegalArgumentException(
                    "the shares of its parts add up to " + (float) shares + ", more than the whole, 1");
        }
    }

    /**
     * A part of the whole.
     *
     * @param name of what it does
     * @param share of the whole's time at the baseline, above 0
     * @param like workloads and groups of them that stand for it, each for as much of it; none for code that nothing here
     *     is like
     * @param source of the share, where it is not the mix's
     */
    public record Part(String name, double share, List<String> like, @Nullable String source) {
        /** Copies the list. */
        public Part {
            like = List.copyOf(like);
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of '" + name + "' is " + share + ", not above 0 and at most 1");
            }
        }
    }

    /** The share of the time of which the parts say nothing. */
    public double rest() {
        double rest = 1 - parts.stream().mapToDouble(Part::share).sum();
        return rest < ROUNDING ? 0 : rest;
    }
}
