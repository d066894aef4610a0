// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A test of whether the forks of a row look like two groups: two modes of any share, down to a single fork far away.
 *
 * <p>Sorted values are split into the k lowest or highest and the rest, for each k up to half of them. The statistic of k
 * is the share of the sum of squares that lies between the two groups: for k = 1 that is Grubbs' test of an outlier (1950,
 * Annals of Mathematical Statistics 21:27), and over all k Engelman and Hartigan's of two clusters (1969, JASA 64:1647).
 * As small groups need less of a share than halves to be strange, each k has its own p value, and the smallest of them is
 * judged by how small it gets in normal samples (Westfall and Young 1993, Resampling-Based Multiple Testing). Both come
 * from the same {@value #SAMPLES} simulated samples, so that independent normal forks are suspected with the probability
 * of {@link #LEVEL}, whatever their number.
 *
 * <p>It tells modes from a normal distribution, not from every distribution: forks with heavy tails are suspected too. It
 * can't see a mode in which no fork was.
 */
public final class ForkModes {
    /** The false alarms that {@link Finding#isSuspicious} makes on normal forks: 1 in 100. */
    public static final double LEVEL = 0.01;

    private static final int SAMPLES = 9999;
    private static final int FEWEST_FORKS = 3;

    // By the size of the smaller group less 1: the shares of the samples, ascending.
    private final double[][] shares;
    // The smallest p value of each sample, ascending.
    private final double[] smallest;
    private final int forks;

    private ForkModes(int forks, double[][] shares, double[] smallest) {
        this.forks = forks;
        this.shares = shares;
        this.smallest = smallest;
    }

    /**
     * What was found in a row.
     *
     * @param pValue of the hypothesis that the forks are normal, from 0.0001 to 1; 1 below three forks or if all are equal
     * @param minority forks in the smaller group of the most telling split, at most half of them; 0 if the p value is 1
     * @param distance mean log ratio of that group less that of the others; 0 if the p value is 1
     */
    public record Finding(double pValue, int minority, double distance) {
        /** Whether the forks look like two modes, at level {@link ForkModes#LEVEL}. */
        public boolean isSuspicious() {
            return pValue <= LEVEL;
        }
    }

    /**
     * Simulates what normal forks look like; takes tens of milliseconds.
     *
     * @param forks of each row to be tested, 0 or more
     * @param random the samples are drawn from it
     */
    public static ForkModes calibrated(int forks, RandomGenerator random) {
        double[][] samples = new double[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            double[] normal = new double[forks];
            Arrays.setAll(normal, any -> random.nextGaussian());
            samples[i] = shares(normal);
        }
        double[][] shares = new double[forks / 2][SAMPLES];
        for (int k = 0; k < shares.length; k++) {
            for (int i = 0; i < SAMPLES; i++) {
                shares[k][i] = samples[i][k];
            }
            Arrays.sort(shares[k]);
        }
        ForkModes modes = new ForkModes(forks, shares, new double[SAMPLES]);
        for (int i = 0; i < SAMPLES; i++) {
            // A sample is among those that it is judged by, which stands for the 1 added to a row's.
            modes.smallest[i] = modes.smallestPValue(samples[i]);
        }
        Arrays.sort(modes.smallest);
        return modes;
    }

    /**
     * Tests a row.
     *
     * @param forkLogRatios as many as this was calibrated for, in any order; not modified
     * @throws IllegalArgumentException if there are more or fewer, or one is NaN or infinite
     */
    public Finding find(double[] forkLogRatios) {
        if (forkLogRatios.length != forks) {
            throw new IllegalArgumentException(forkLogRatios.length + " forks, but calibrated for " + forks);
        }
        Require.finite(forkLogRatios);
        double[] found = shares(forkLogRatios);
        if (forks < FEWEST_FORKS || found[0] == 0) {
            return new Finding(1, 0, 0);
        }
        int minority = 1;
        for (int k = 2; k <= found.length; k++) {
            if (tail(shares[k - 1], found[k - 1]) < tail(shares[minority - 1], found[minority - 1])) {
                minority = k;
            }
        }
        double p = (1.0 + tail(shares[minority - 1], found[minority - 1])) / (SAMPLES + 1);
        long asSmall = Arrays.stream(smallest).filter(other -> other <= p).count();
        return new Finding((1.0 + asSmall) / (SAMPLES + 1), minority, distance(sorted(forkLogRatios), minority));
    }

    private double smallestPValue(double[] sample) {
        double least = 1;
        for (int k = 1; k <= sample.length; k++) {
            least = Math.min(least, (double) tail(shares[k - 1], sample[k - 1]) / SAMPLES);
        }
        return least;
    }

    /** How many are at least so large. */
    private static int tail(double[] ascending, double value) {
        int position = Arrays.binarySearch(ascending, value);
        while (position > 0 && ascending[position - 1] == value) {
            position--;
        }
        return ascending.length - (position >= 0 ? position : -position - 1);
    }

    /** For each size of the smaller group, what lies between the groups of the sum of squares; 0 if all are equal. */
    private static double[] shares(double[] values) {
        double[] ascending = sorted(values);
        int n = ascending.length;
        double total = (n - 1) * StatUtils.variance(ascending);
        double[] shares = new double[n / 2];
        for (int k = 1; k <= shares.length && ascending[0] < ascending[n - 1]; k++) {
            double distance = distance(ascending, k);
            shares[k - 1] = distance * distance * k * (n - k) / n / total;
        }
        return shares;
    }

    /** From the mean of the others to that of the k lowest or highest, whichever is further away. */
    private static double distance(double[] ascending, int k) {
        int n = ascending.length;
        double below = StatUtils.mean(ascending, 0, k) - StatUtils.mean(ascending, k, n - k);
        double above = StatUtils.mean(ascending, n - k, k) - StatUtils.mean(ascending, 0, n - k);
        return -below > above ? below : above;
    }

    private static double[] sorted(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        return ascending;
    }
}
