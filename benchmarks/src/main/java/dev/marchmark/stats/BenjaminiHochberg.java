// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/** Adjustment of p values for the number of rows in a table, with regard to the share of false flags among all flags. */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * Step-up adjusted p values: with the raw ones sorted, the i-th of m becomes the smallest of {@code m * p(j) / j} over
     * j >= i (Benjamini and Hochberg 1995, J. R. Statist. Soc. B 57:289). Flagging the rows whose adjusted value is at most
     * alpha keeps the expected share of false flags among all flags at most alpha.
     *
     * <p>Unlike {@link Holm} it doesn't bound the chance of a single false flag, and it assumes rows that are independent or
     * depend positively on each other (Benjamini and Yekutieli 2001, Ann. Statist. 29:1165). Forks of their own make rows
     * independent.
     *
     * @param pValues one for each row, in any order, from 0 to 1; may be empty; not modified
     * @return the adjusted ones, in the order of the rows
     * @throws IllegalArgumentException if a value is NaN or out of range
     */
    public static double[] adjust(double[] pValues) {
        int[] ascending = Holm.ascending(pValues);
        int rows = pValues.length;
        double[] adjusted = new double[rows];
        double smallest = 1;
        for (int i = rows - 1; i >= 0; i--) {
            smallest = Math.min(smallest, rows * pValues[ascending[i]] / (i + 1));
            adjusted[ascending[i]] = smallest;
        }
        return adjusted;
    }
}
