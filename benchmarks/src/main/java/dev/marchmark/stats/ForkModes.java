// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A test of whether the forks of a row look like two groups: two modes of any share, down to a single fork far away.
 *
 * <p>Sorted values are split into the k lowest or highest and the rest, for each k up to half of them. The statistic of k
 * is the share of the sum of squares that lies between the two groups: for k = 1 that is Grubbs' test of an outlier (1950,
 * Annals of Mathematical Statistics 21:27), over all k it is Engelman and Hartigan's of two clusters (1969, JASA
 * 64:1647). A small group is strange at a smaller share than a half is, so each k has its own p value, and the smallest is
 * judged by how small it gets in normal samples (Westfall and Young 1993, Resampling-Based Multiple Testing). Both come
 * from the same {@value #SAMPLES} simulated samples.
 *
 * <p>How often it suspects modes, in per cent of 20 000 simulated rows of 30, 20 and 12 forks, by the probability of a fork
 * to be in the other mode and the distance in standard deviations of either. In brackets how often a row has forks in
 * both.
 *
 * <pre>
 * 30 forks   3        4        5        6        8        10 SD
 * 50 %      13       58       94      100      100      100      (100)
 * 10 %      13       45       78       91       95       96      ( 96)
 *  5 %       8       27       53       69       78       79      ( 79)
 * 20 forks
 * 50 %       8       35       74       95      100      100      (100)
 * 10 %       5       21       48       71       87       88      ( 88)
 *  5 %       3       12       29       47       63       65      ( 65)
 * 12 forks
 * 50 %       4       13       35       62       95      100      (100)
 * 10 %       3        9       22       38       64       71      ( 72)
 *  5 %       2        6       14       24       41       46      ( 46)
 * </pre>
 *
 * <p>It tells modes from a normal distribution, not from every distribution: forks with heavy tails are suspected too. It
 * can't see a mode in which no fork was.
 */
public final class ForkModes {
    /**
     * What {@link Finding#isSuspicious} compares the p value with. Of independent normal forks it suspects at most 1 % of
     * rows, as the calibration by {@value #SAMPLES} samples moves the level by up to 0.002.
     */
    static final double LEVEL = 0.008;

    private static final int SAMPLES = 19_999;
    private static final int FEWEST_FORKS = 3;

    // The same samples always, so that the same forks always come to the same answer.
    private static final long SEED = 20261126;
    private static final Map<Integer, ForkModes> CALIBRATED = new ConcurrentHashMap<>();

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
     * @param pValue of the hypothesis that the forks are normal, from 0.00005 to 1; also 1 below three forks or if all are equal
     * @param minority forks in the smaller group of the most telling split, at most half of them; 0 where nothing was split
     * @param distance between the mean log ratios of the two groups, 0 or more
     */
    public record Finding(double pValue, int minority, double distance) {
        /** Whether the forks look like two modes, at level {@link ForkModes#LEVEL}. */
        public boolean isSuspicious() {
            return pValue <= LEVEL;
        }
    }

    /** The test for rows of so many forks, 0 or more; the first of a number takes a tenth of a second. */
    public static ForkModes of(int forks) {
        return CALIBRATED.computeIfAbsent(forks, any -> calibrated(any, new SplittableRandom(SEED)));
    }

    /**
     * Simulates what normal forks look like; takes a tenth of a second.
     *
     * @param forks of each row to be tested, 0 or more
     * @param random the samples are drawn from it
     */
    static ForkModes calibrated(int forks, RandomGenerator random) {
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
            int difference = tail(k, found) - tail(minority, found);
            // Far modes leave every sample behind with several splits, of which the right one has the largest share.
            if (difference < 0 || (difference == 0 && found[k - 1] > found[minority - 1])) {
                minority = k;
            }
        }
        double p = (1.0 + tail(minority, found)) / (SAMPLES + 1);
        double squaredDistance =
                found[minority - 1] * sumOfSquares(forkLogRatios) * forks / minority / (forks - minority);
        int asSmall = below(smallest, Math.nextUp(p));
        return new Finding((1.0 + asSmall) / (SAMPLES + 1), minority, Math.sqrt(squaredDistance));
    }

    private double smallestPValue(double[] sample) {
        double least = 1;
        for (int k = 1; k <= sample.length; k++) {
            least = Math.min(least, (double) tail(k, sample) / SAMPLES);
        }
        return least;
    }

    /** How many samples have at least such a share between groups of k and the rest. */
    private int tail(int k, double[] found) {
        double[] ascending = shares[k - 1];
        return ascending.length - below(ascending, found[k - 1]);
    }

    /** How many are smaller than that value. */
    private static int below(double[] ascending, double value) {
        int position = Arrays.binarySearch(ascending, value);
        while (position > 0 && ascending[position - 1] == value) {
            position--;
        }
        return position >= 0 ? position : -position - 1;
    }

    /** For each size of the smaller group, what lies between the groups of the sum of squares; 0 if all are equal. */
    private static double[] shares(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int n = ascending.length;
        double[] shares = new double[n / 2];
        double mean = StatUtils.mean(ascending);
        double total = sumOfSquares(ascending);
        double lowest = 0;
        double highest = 0;
        for (int k = 1; k <= shares.length && total > 0; k++) {
            lowest += mean - ascending[k - 1];
            highest += ascending[n - k] - mean;
            double further = Math.max(lowest, highest);
            shares[k - 1] = further * further * n / k / (n - k) / total;
        }
        return shares;
    }

    private static double sumOfSquares(double[] values) {
        return values.length < 2 ? 0 : (values.length - 1) * StatUtils.variance(values);
    }
}
