// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/** Checks of arguments that several classes share; each throws {@link IllegalArgumentException}. */
final class Require {
    private Require() {}

    /** Refuses an array with a NaN or infinite value: one would silently decide every sum and order after it. */
    static void finite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + i + " is " + values[i] + ", not a finite number");
            }
        }
    }

    /** Refuses anything outside the closed interval from 0 to 1, and NaN. */
    static void probability(String name, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(name + " is " + p + ", not between 0 and 1");
        }
    }

    /** Refuses anything outside the open interval from 0 to 1, and NaN. */
    static void openProbability(String name, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(name + " is " + p + ", not strictly between 0 and 1");
        }
    }
}
