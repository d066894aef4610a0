// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/** What the data of one row say about its mean log ratio, whichever way the error was found. */
public interface Inference {
    /** Natural logarithm of a ratio; NaN if and only if there was no fork. */
    double mean();

    /**
     * The two-sided interval; infinite where the data can't bound it at this confidence.
     *
     * @param confidence strictly between 0 and 1, 0.95 for 95 %
     * @throws IllegalArgumentException if the confidence is out of range
     */
    Interval interval(double confidence);

    /** Two-sided p value of the hypothesis that the true mean log ratio is 0: small where {@link #interval} excludes 0. */
    double pValue();
}
