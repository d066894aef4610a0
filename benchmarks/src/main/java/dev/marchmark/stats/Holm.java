// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjustment of p values for the number of rows in a table, whatever the dependence between the rows.
 *
 * <p>It has no simultaneous intervals of its own, and Bonferroni's stand beside it. Two-sided ones that belong to a step-down
 * test do not exist in a form to explain: the one-sided ones (Strassburger and Bretz 2008, Statist. Med. 27:4914) only say
 * of a row found different that it is beyond 0. Sidak's level 1 - (1 - alpha)^(1/m) needs independence and is 0.2 % narrower
 * than Bonferroni's at 50 rows.
 */
public final class Holm {
    private Holm() {}

    /**
     * Step-down adjusted p values: with the raw ones sorted, the i-th of m becomes the largest of
     * {@code min(1, (m - j + 1) * p(j))} over j <= i (Holm 1979, Scand. J. Statist. 6:65; in this form Wright 1992,
     * Biometrics 48:1005). Flagging the rows whose adjusted value is below alpha keeps the chance of any false flag in the
     * table at most alpha.
     *
     * @param pValues one for each row, in any order, from 0 to 1; may be empty; not modified
     * @return the adjusted ones, in the order of the rows
     * @throws IllegalArgumentException if a value is NaN or out of range
     */
    public static double[] adjust(double[] pValues) {
        int[] ascending = ascending(pValues);
        int rows = pValues.length;
        double[] adjusted = new double[rows];
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            largest = Math.max(largest, Math.min(1, (rows - i) * pValues[ascending[i]]));
            adjusted[ascending[i]] = largest;
        }
        return adjusted;
    }

    /** The rows in the order of their p values, each of which must be a probability. */
    static int[] ascending(double[] pValues) {
        for (double p : pValues) {
            Require.probability("p value", p);
        }
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> pValues[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
