// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.List;

/** Several rows in one number: the geometric mean of their ratios, which is the mean of their log ratios. */
public final class GeometricMean {
    private GeometricMean() {}

    /**
     * The unweighted mean of the rows' means: standard error sqrt(sum  se^2)/m, degrees of freedom (sum  se^2)^2 / sum  (se^4/df)
     * (Welch 1947, Biometrika 34:28; Satterthwaite 1946, Biometrics Bulletin 2:110).
     *
     * <p>Assumes that the rows share no fork. The claim is about these rows and no others: the spread <em>between</em>
     * rows does not enter, because the rows are no random sample of anything.
     *
     * <p>No rows give an estimate of count 0. A row of unknown spread makes the spread of the whole unknown. Rows that
     * all have a standard error of 0 give 0, with the sum of their degrees of freedom.
     *
     * @param rows at least one fork in each; a row of which nothing is known has to be left out by the caller, who can
     *     then say so
     * @throws IllegalArgumentException if a row has a count of 0
     */
    public static Estimate of(List<Estimate> rows) {
        if (rows.isEmpty()) {
            return Estimate.ofUnknownSpread(Double.NaN, 0);
        }
        double sumOfMeans = 0;
        double variance = 0;
        double welch = 0;
        double degreesOfFreedom = 0;
        int count = 0;
        for (Estimate row : rows) {
            if (row.count() == 0) {
                throw new IllegalArgumentException("a row without forks has no mean");
            }
            double squared = row.standardError() * row.standardError();
            sumOfMeans += row.mean();
            variance += squared;
            welch += squared * squared / row.degreesOfFreedom();
            degreesOfFreedom += row.degreesOfFreedom();
            count += row.count();
        }
        double mean = sumOfMeans / rows.size();
        if (Double.isInfinite(variance)) {
            return Estimate.ofUnknownSpread(mean, count);
        }
        if (variance > 0) {
            degreesOfFreedom = variance * variance / welch;
        }
        return new Estimate(mean, Math.sqrt(variance) / rows.size(), degreesOfFreedom, count);
    }
}
