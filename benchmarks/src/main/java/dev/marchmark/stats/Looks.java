// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The fork counts, planned before the run, at which a row's precision is looked at.
 *
 * @param forks strictly increasing, the first at least 3, the last being the most that a row may get
 */
public record Looks(List<Integer> forks) {
    /** With fewer, the spread of forks is hardly known and the first look would decide by luck. */
    private static final int LEAST = 3;

    /** Looks further apart waste forks behind the target, closer ones hardly save any. */
    private static final double GROWTH = 1.5;

    /** @throws IllegalArgumentException if the counts are not as said above */
    public Looks {
        forks = List.copyOf(forks);
        if (forks.isEmpty() || forks.get(0) < LEAST) {
            throw new IllegalArgumentException("the first look needs " + LEAST + " forks or more, of " + forks);
        }
        for (int i = 1; i < forks.size(); i++) {
            if (forks.get(i) <= forks.get(i - 1)) {
                throw new IllegalArgumentException("fork counts do not increase: " + forks);
            }
        }
    }

    /**
     * Looks from the first count to the most, each about 1.5 times the one before: 12 and 100 give 12, 18, 28, 43, 65, 100.
     *
     * @throws IllegalArgumentException if the first is below 3 or above the most
     */
    public static Looks between(int first, int most) {
        long steps = Math.round(Math.log((double) most / first) / Math.log(GROWTH));
        if (first >= most || steps == 0) {
            return new Looks(first == most ? List.of(first) : List.of(first, most));
        }
        return new Looks(IntStream.rangeClosed(0, (int) steps)
                .map(i -> (int) Math.round(first * Math.pow((double) most / first, (double) i / steps)))
                .distinct()
                .boxed()
                .toList());
    }

    /** The most forks that a row may get. */
    public int most() {
        return forks.get(forks.size() - 1);
    }
}
