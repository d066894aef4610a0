// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Collection;
import java.util.Comparator;

/** A name that a user typed and nothing bears; the message suggests what he may have meant. */
public final class UnknownNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LISTED = 20;

    private UnknownNameException(String message) {
        super(message);
    }

    /**
     * Suggests the nearest of {@code known} by edit distance, and lists them where they are few.
     *
     * @param kind what the name was meant to be, such as "variant"
     */
    public static UnknownNameException of(String kind, String name, Collection<String> known) {
        String message = "unknown " + kind + " '" + name + "'";
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(lastPart(name), lastPart(candidate))))
                .orElse("");
        if (!nearest.isEmpty() && distance(lastPart(name), lastPart(nearest)) <= 1 + name.length() / 3) {
            message += "; did you mean '" + nearest + "'?";
        } else if (known.size() <= MOST_LISTED) {
            message += "; known: " + String.join(", ", known);
        } else {
            message += "; 'marchmark list' shows them";
        }
        return new UnknownNameException(message);
    }

    private static String lastPart(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** Levenshtein's distance: insertions, deletions and substitutions that lead from one string to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
