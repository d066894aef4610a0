// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * How often the intervals of rows that stop by their width ({@link Stopping}) are right: rows are drawn as in a
 * {@link Simulation}, estimated as the project's tables do it, and get forks up to the look at which their interval is narrow
 * enough, or the last one. Runs on all cores; what comes out depends on the arguments alone.
 */
public final class StoppedSimulation {
    /** Those of a quick run. */
    public static final Looks LOOKS = Looks.between(12, 60);

    /**
     * By how many times the forks' standard deviation is larger than the target: rows stop at the first look, between, or
     * at the last. Coverage of normal forks is lowest at about the second ({@link StoppedCoverage}).
     */
    public static final List<Double> SPREADS = List.of(1.0, 2.2, 4.0);

    private static final double CONFIDENCE = 0.95;

    private final int repetitions;
    private final long seed;
    private final double factor = new StoppedCoverage(LOOKS, CONFIDENCE).factor(CONFIDENCE);

    /**
     * Takes some tenths of a second, because it computes the factor of the standard errors.
     *
     * @param repetitions rows drawn of each class to count coverage, and as many again of true log ratio 0 to count false
     *     positives; 1 or more
     * @param seed of all that is drawn
     */
    public StoppedSimulation(int repetitions, long seed) {
        if (repetitions < 1) {
            throw new IllegalArgumentException(repetitions + " repetitions");
        }
        this.repetitions = repetitions;
        this.seed = seed;
    }

    /**
     * What became of the rows of one class with one target.
     *
     * @param spread one of {@link #SPREADS}
     * @param covered the truth lay inside the 95 % interval, ends included
     * @param falsePositives of other rows, whose truth was 0: 0 lay outside
     * @param meanForks that rows took, both kinds together
     */
    public record Outcome(
            NoiseClass noise, double spread, Proportion covered, Proportion falsePositives, double meanForks) {}

    /** Draws the rows of a class and stops them at each target; takes seconds at 2000 repetitions. */
    public List<Outcome> of(NoiseClass noise) {
        SplittableRandom random =
                new SplittableRandom(seed + 1000L * noise.name().hashCode());
        List<double[]> planted = rows(noise, noise.truth(), random.split());
        List<double[]> identical = rows(noise, 0, random.split());
        double variance = identical.stream()
                .mapToDouble(forks -> Math.pow(Descriptive.standardDeviation(forks), 2))
                .average()
                .orElseThrow();
        return SPREADS.stream()
                .map(spread -> {
                    Stopping stopping = new Stopping(LOOKS, Math.sqrt(variance) / spread, CONFIDENCE, factor);
                    return outcome(noise, spread, stopped(planted, stopping), stopped(identical, stopping));
                })
                .toList();
    }

    /** The fork values of rows, as many of each as it may get at most. */
    private List<double[]> rows(NoiseClass noise, double truth, SplittableRandom random) {
        return Arrays.stream(random.longs(repetitions).toArray())
                .parallel()
                .mapToObj(rowSeed -> forks(noise, truth, new SplittableRandom(rowSeed)))
                .toList();
    }

    private static double[] forks(NoiseClass noise, double truth, RandomGenerator random) {
        return Estimates.forkMeans(Arrays.stream(SimulatedRow.draw(noise, LOOKS.most(), truth, random))
                .map(fork ->
                        Arrays.stream(fork).mapToDouble(CellValue.MEDIAN::of).toArray())
                .toArray(double[][]::new));
    }

    private static List<Estimate> stopped(List<double[]> rows, Stopping stopping) {
        return rows.parallelStream().map(forks -> stopped(forks, stopping)).toList();
    }

    private static Estimate stopped(double[] forks, Stopping stopping) {
        int look = 0;
        double[] seen = Arrays.copyOf(forks, LOOKS.forks().get(look));
        while (seen.length < LOOKS.most() && stopping.after(seen) != Stopping.Decision.STOP) {
            look++;
            seen = Arrays.copyOf(forks, LOOKS.forks().get(look));
        }
        return stopping.estimate(seen);
    }

    private static Outcome outcome(NoiseClass noise, double spread, List<Estimate> planted, List<Estimate> identical) {
        return new Outcome(
                noise,
                spread,
                share(planted, interval -> interval.contains(noise.truth())),
                share(identical, interval -> interval.excludes(0)),
                (meanForks(planted) + meanForks(identical)) / 2);
    }

    private static Proportion share(List<Estimate> rows, Predicate<Interval> those) {
        long counted =
                rows.stream().map(row -> row.interval(CONFIDENCE)).filter(those).count();
        return new Proportion((int) counted, rows.size());
    }

    private static double meanForks(List<Estimate> rows) {
        return rows.stream().mapToInt(Estimate::count).average().orElseThrow();
    }
}
