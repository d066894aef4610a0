// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One effect measured on several machines, which differ by more than the errors of measuring: machine i shows y_i, normal
 * around the mean with variance tau^2 + s_i^2, s_i the standard error of its own measurement.
 *
 * <p>tau^2 is Paule and Mandel's (1982, J. Res. Nat. Bur. Stand. 87:377; with w_i = 1 / (tau^2 + s_i^2), DerSimonian and
 * Kacker 2007, Contemp. Clin. Trials 28:105): the value at which sum w_i (y_i - mean)^2 is k - 1, or 0 where that sum is
 * less even then. The mean is the one weighted by w_i.
 *
 * @param mean natural logarithm of a ratio
 * @param standardError of the mean, 1 / sqrt(sum w_i)
 * @param tau standard deviation between machines, 0 or more
 * @param measurementError root mean square of the s_i
 * @param machines k, {@value #FEWEST} or more
 */
public record RandomEffects(double mean, double standardError, double tau, double measurementError, int machines) {
    /** Two machines have one difference, which says next to nothing of the spread between machines. */
    public static final int FEWEST = 3;

    // Each halves what is left of the range that tau^2 lies in.
    private static final int HALVINGS = 100;

    /**
     * The merge of these machines.
     *
     * @param effects y_i, finite
     * @param standardErrors s_i, finite and above 0, as many
     * @throws IllegalArgumentException where there are fewer than {@value #FEWEST}, or a value is none of these
     */
    public static RandomEffects of(double[] effects, double[] standardErrors) {
        int machines = effects.length;
        if (machines < FEWEST || standardErrors.length != machines) {
            throw new IllegalArgumentException(
                    machines + " effects with " + standardErrors.length + " errors; it takes " + FEWEST);
        }
        Require.finite(effects);
        Require.finite(standardErrors);
        double[] variances =
                Arrays.stream(standardErrors).map(error -> error * error).toArray();
        for (double variance : variances) {
            if (!(variance > 0)) {
                throw new IllegalArgumentException("a standard error is not above 0");
            }
        }
        double between = betweenVariance(effects, variances);
        return new RandomEffects(
                weightedMean(effects, variances, between),
                Math.sqrt(1 / sumOfWeights(variances, between)),
                Math.sqrt(between),
                Math.sqrt(StatUtils.mean(variances)),
                machines);
    }

    /**
     * Of the mean: mean +- t sqrt(q / sum w_i) with k - 1 degrees of freedom and q = sum w_i (y_i - mean)^2 / (k - 1)
     * (Hartung and Knapp 2001, Stat. Med. 20:3875; Sidik and Jonkman 2002, Stat. Med. 21:3153). By Paule and Mandel's
     * tau q is 1, but where tau is 0 and q less; there it counts as 1, too (Knapp and Hartung 2003, Stat. Med. 22:2693).
     */
    public Interval interval(double confidence) {
        return around(standardError, confidence);
    }

    /**
     * Of what a measurement as precise as these on a further machine will show: mean +- t sqrt(tau^2 + SE^2 + e^2), e
     * the {@link #measurementError}. Higgins, Thompson and Spiegelhalter (2009, J. R. Stat. Soc. A 172:137) leave e out, as
     * they predict a true effect, and take k - 2 degrees of freedom; with k - 1 this one is exact where all s_i are equal
     * and tau is not 0, and wider than that where it is.
     */
    public Interval prediction(double confidence) {
        return around(
                Math.sqrt(tau * tau + standardError * standardError + measurementError * measurementError), confidence);
    }

    private Interval around(double error, double confidence) {
        Require.openProbability("confidence", confidence);
        double quantile = StudentQuantiles.of(machines - 1, 0.5 + confidence / 2);
        return new Interval(mean - quantile * error, mean + quantile * error, confidence);
    }

    /** Halves the range: the sum falls in tau^2, and where tau^2 is the variance of the y_i it is k - 1 at most. */
    private static double betweenVariance(double[] effects, double[] variances) {
        double low = 0;
        double high = StatUtils.variance(effects);
        if (excess(effects, variances, low) <= 0) {
            return 0;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (excess(effects, variances, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double excess(double[] effects, double[] variances, double between) {
        double mean = weightedMean(effects, variances, between);
        double sum = 0;
        for (int i = 0; i < effects.length; i++) {
            sum += (effects[i] - mean) * (effects[i] - mean) / (between + variances[i]);
        }
        return sum - (effects.length - 1);
    }

    private static double weightedMean(double[] effects, double[] variances, double between) {
        double sum = 0;
        for (int i = 0; i < effects.length; i++) {
            sum += effects[i] / (between + variances[i]);
        }
        return sum / sumOfWeights(variances, between);
    }

    private static double sumOfWeights(double[] variances, double between) {
        return Arrays.stream(variances)
                .map(variance -> 1 / (between + variance))
                .sum();
    }
}
