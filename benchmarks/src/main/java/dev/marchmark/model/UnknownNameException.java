// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A name that a user typed and nothing bears; the message suggests what he may have meant. */
public final class UnknownNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LISTED = 20;
    private static final int MOST_SUGGESTED = 4;

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
        List<String> nearest = nearest(name, known);
        if (!nearest.isEmpty()) {
            message += "; did you mean " + alternatives(nearest) + "?";
        } else if (known.size() <= MOST_LISTED) {
            message += "; known: " + String.join(", ", known);
        } else {
            message += "; 'marchmark list' shows them";
        }
        return new UnknownNameException(message);
    }

    /** Those that differ by least, as far as that is little; the last part of a name counts, then all that was typed. */
    private static List<String> nearest(String name, Collection<String> known) {
        Comparator<String> nearness =
                Comparator.comparingInt(candidate -> distance(lastPart(name), lastPart(candidate)));
        Comparator<String> byAll = name.equals(lastPart(name))
                ? nearness
                : nearness.thenComparingInt(candidate -> distance(name, candidate));
        int most = 1 + name.length() / 3;
        return known.stream()
                .filter(candidate -> distance(lastPart(name), lastPart(candidate)) <= most)
                .min(byAll)
                .map(best -> known.stream()
                        .filter(candidate -> byAll.compare(candidate, best) == 0)
                        .distinct()
                        .limit(MOST_SUGGESTED)
                        .toList())
                .orElse(List.of());
    }

    private static String alternatives(List<String> names) {
        List<String> quoted = names.stream().map(name -> "'" + name + "'").toList();
        int last = quoted.size() - 1;
        return last == 0 ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
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
