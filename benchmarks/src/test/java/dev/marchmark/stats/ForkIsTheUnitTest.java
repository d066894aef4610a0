// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Why the fork, and not the iteration, is what {@link Estimates#tOverForks} counts.
 *
 * <p>A simulated benchmark compares code with itself, so that every flag is false. The iterations of a fork share what
 * that fork drew (memory, layout, compiled code): a share {@code icc} of the variance lies between forks. A t test that
 * pools the iterations, as JMH's aggregated score does, takes 25 related numbers for 25 independent ones and calls
 * identical code different in 28 % of runs instead of 5 %, and more when the machine drifts between the first side's
 * forks and the second's. One value for each pair of neighbouring forks keeps to 5 % in every row.
 */
class ForkIsTheUnitTest {
    private static final int RUNS = 4000;
    private static final double ALPHA = 0.05;

    /** The runs behind the expected figures, which were simulated in Python before this class was written. */
    private static final int EXPECTED_RUNS = 3000;

    /** One benchmark of both sides: logarithms of time by slot, forks in the order of time, total variance 1. */
    private static double[][] measure(int slots, int iterations, double icc, double drift, SplittableRandom random) {
        double[][] times = new double[slots][iterations];
        double machine = 0;
        for (double[] slot : times) {
            machine += drift * random.nextGaussian();
            double fork = Math.sqrt(icc) * random.nextGaussian();
            for (int i = 0; i < iterations; i++) {
                slot[i] = machine + fork + Math.sqrt(1 - icc) * random.nextGaussian();
            }
        }
        return times;
    }

    /** All forks of one side, then all of the other, every iteration a sample: Student's two-sample t test. */
    private static boolean flaggedByPooledIterations(double[][] times) {
        int forks = times.length / 2;
        double[] first = concatenate(times, 0, forks);
        double[] second = concatenate(times, forks, times.length);
        return new TTest().homoscedasticTTest(first, second, ALPHA);
    }

    /** Sides in the order ABBA, one difference for each pair of neighbours. */
    private static boolean flaggedByForkPairs(double[][] times) {
        double[] logRatios = new double[times.length / 2];
        for (int pair = 0; pair < logRatios.length; pair++) {
            double difference = StatUtils.mean(times[2 * pair]) - StatUtils.mean(times[2 * pair + 1]);
            logRatios[pair] = pair % 2 == 0 ? difference : -difference;
        }
        return Estimates.tOverForks(logRatios).interval(1 - ALPHA).excludes(0);
    }

    /** The percentages are those of the project's review of other tools, for the same six machines. */
    @ParameterizedTest
    @CsvSource({
        " 5, 0.0, 0.0,  4.8, 5.3",
        " 5, 0.3, 0.0, 18.8, 5.4",
        " 5, 0.5, 0.0, 28.6, 5.2",
        " 5, 0.8, 0.0, 40.3, 4.8",
        " 5, 0.5, 0.5, 58.3, 4.6",
        "10, 0.5, 1.0, 81.5, 4.8",
    })
    void pooledIterationsFlagIdenticalCodeAndForkPairsDoNot(
            int forks, double icc, double drift, double pooledPercent, double pairedPercent) {
        SplittableRandom random = new SplittableRandom(20_261_122);
        int pooled = 0;
        int paired = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] times = measure(2 * forks, 5, icc, drift, random);
            pooled += flaggedByPooledIterations(times) ? 1 : 0;
            paired += flaggedByForkPairs(times) ? 1 : 0;
        }
        assertThat(pooled * 100.0 / RUNS).as("pooled").isBetween(low(pooledPercent), high(pooledPercent));
        assertThat(paired * 100.0 / RUNS).as("paired").isBetween(low(pairedPercent), high(pairedPercent));
        // What counts, whatever the earlier simulation said: 5 % +- 4 binomial standard deviations.
        assertThat(new Proportion(paired, RUNS).value()).isBetween(0.05 - 0.0138, 0.05 + 0.0138);
    }

    private static double low(double percent) {
        return percent - tolerance(percent);
    }

    private static double high(double percent) {
        return percent + tolerance(percent);
    }

    /** Four standard deviations of the difference between two simulated percentages. */
    private static double tolerance(double percent) {
        return 4 * Math.sqrt(percent * (100 - percent) * (1.0 / RUNS + 1.0 / EXPECTED_RUNS));
    }

    private static double[] concatenate(double[][] parts, int from, int to) {
        double[] all = new double[(to - from) * parts[from].length];
        for (int i = from; i < to; i++) {
            System.arraycopy(parts[i], 0, all, (i - from) * parts[i].length, parts[i].length);
        }
        return all;
    }
}
