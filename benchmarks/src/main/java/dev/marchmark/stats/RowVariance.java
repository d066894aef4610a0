// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the spread of one row comes from: its forks, where their buffers lay, the layouts of its code, and what is left
 * within a fork.
 *
 * <p>Model: value of a cell = mean + fork + placement class + layout of the baseline + layout of the candidate + rest, the
 * effects drawn independently; estimated by {@link VarianceComponents}. What a layout does in one fork or beside one
 * partner only is part of the rest.
 *
 * @param cell variance of a single cell's value, by source
 * @param mean variance of the row's mean, by source, if forks, placements and layouts all were drawn anew
 * @param betweenForks expected variance between the values of forks (means over their cells), by source: what the error
 *     of {@link Estimates#tOverForks} comes from. A layout that every fork has equally often adds nothing
 * @param layoutSpan largest difference in log ratio between two pairs of the layouts built: what choosing layouts alone
 *     could show; from predicted effects, which are shrunken, so rather too small than too large
 * @param overLayouts the row's mean with an error that takes the layouts for a sample of all layouts possible, where
 *     {@link Estimates#tOverForks} takes them for the population; of unknown spread with fewer than 2 forks or fewer than 2
 *     layouts on a side
 */
public record RowVariance(Sources cell, Sources mean, Sources betweenForks, double layoutSpan, Estimate overLayouts) {
    /**
     * A variance taken apart, all in squared log ratios, 0 or more.
     *
     * @param fork what a fork's cells share beyond placement; with one cell a fork it can't be told from the rest and is 0
     * @param placements one for each placement factor
     * @param baselineLayout layout of the baseline's code
     * @param candidateLayout layout of the candidate's code
     * @param rest within a fork
     */
    public record Sources(
            double fork, List<Double> placements, double baselineLayout, double candidateLayout, double rest) {
        /** Copies the list. */
        public Sources {
            placements = List.copyOf(placements);
        }

        /** The sum of all. */
        public double total() {
            return fork + placement() + baselineLayout + candidateLayout + rest;
        }

        /** Of all placement factors. */
        public double placement() {
            return placements.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * Takes a row apart.
     *
     * @param values log ratio of each cell, by fork; at least two in all, every fork at least one
     * @param baselineLayouts index of the baseline's layout, 0 or more, of each value
     * @param candidateLayouts the same of the candidate's
     * @param placements for each placement factor the class of every fork, 0 or more
     * @throws IllegalArgumentException if a value is not finite or the shapes differ
     */
    public static RowVariance of(
            double[][] values, int[][] baselineLayouts, int[][] candidateLayouts, int[]... placements) {
        int forks = values.length;
        int[] fork = IntStream.range(0, forks)
                .flatMap(f -> IntStream.generate(() -> f).limit(values[f].length))
                .toArray();
        int[][] factors = new int[3 + placements.length][];
        factors[0] = fork;
        factors[1] = Arrays.stream(baselineLayouts).flatMapToInt(Arrays::stream).toArray();
        factors[2] =
                Arrays.stream(candidateLayouts).flatMapToInt(Arrays::stream).toArray();
        for (int i = 0; i < placements.length; i++) {
            int[] classes = placements[i];
            if (classes.length != forks) {
                throw new IllegalArgumentException(classes.length + " placements for " + forks + " forks");
            }
            factors[3 + i] = Arrays.stream(fork).map(f -> classes[f]).toArray();
        }
        for (int f = 0; f < forks; f++) {
            int cells = values[f].length;
            if (cells == 0 || baselineLayouts[f].length != cells || candidateLayouts[f].length != cells) {
                throw new IllegalArgumentException("fork " + f + " has no cell, or not its layouts");
            }
        }
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        VarianceComponents components = VarianceComponents.of(all, factors);
        Sources cell = new Sources(
                components.variance(0),
                IntStream.range(3, factors.length)
                        .mapToObj(components::variance)
                        .toList(),
                components.variance(1),
                components.variance(2),
                components.rest());
        double[] weights = Arrays.stream(fork)
                .mapToDouble(f -> 1.0 / forks / values[f].length)
                .toArray();
        Sources mean = new Sources(
                cell.fork() / forks,
                cell.placements().stream().map(variance -> variance / forks).toList(),
                cell.baselineLayout() * squaredWeights(weights, factors[1]),
                cell.candidateLayout() * squaredWeights(weights, factors[2]),
                cell.rest() * Arrays.stream(weights).map(w -> w * w).sum());
        double average = IntStream.range(0, all.length)
                .mapToDouble(i -> weights[i] * all[i])
                .sum();
        double span = range(components.effects(1)) + range(components.effects(2));
        return new RowVariance(
                cell,
                mean,
                betweenForks(cell, forks, weights, factors),
                span,
                overLayouts(average, cell, mean, factors));
    }

    /**
     * For a source of variance v whose levels have the weights w(f, l) in fork f, E(s^2) over n forks adds up to
     * v n/(n-1) (A - B) with A the mean over f of the sum over l of w(f, l)^2, and B the sum over l of the squared mean of
     * w(f, l) over f.
     */
    private static Sources betweenForks(Sources cell, int forks, double[] weights, int[][] factors) {
        if (forks < 2) {
            return new Sources(0, Collections.nCopies(cell.placements().size(), 0.0), 0, 0, 0);
        }
        double[] shares = new double[factors.length];
        for (int i = 0; i < factors.length; i++) {
            double within = squaredWeights(weights, crossed(factors[0], factors[i])) * forks;
            shares[i] = (within - squaredWeights(weights, factors[i])) * forks / (forks - 1);
        }
        double rest = Arrays.stream(weights).map(w -> w * w).sum() * forks;
        return new Sources(
                cell.fork() * shares[0],
                IntStream.range(3, factors.length)
                        .mapToObj(i -> cell.placements().get(i - 3) * shares[i])
                        .toList(),
                cell.baselineLayout() * shares[1],
                cell.candidateLayout() * shares[2],
                cell.rest() * rest);
    }

    /** A level for each pair of levels. */
    private static int[] crossed(int[] one, int[] other) {
        int levels = Arrays.stream(other).max().orElseThrow() + 1;
        int[] pairs = new int[one.length];
        Arrays.setAll(pairs, i -> one[i] * levels + other[i]);
        return pairs;
    }

    /**
     * Standard error from the sum of all sources; degrees of freedom by Satterthwaite (1946, Biometrics Bulletin 2:110) from
     * the mean squares that the components stand for. A component of 0 is pooled with the rest.
     */
    private static Estimate overLayouts(double average, Sources cell, Sources mean, int[][] factors) {
        int forks = seen(factors[0]);
        if (forks < 2 || seen(factors[1]) < 2 || seen(factors[2]) < 2) {
            return Estimate.ofUnknownSpread(average, forks);
        }
        if (mean.total() == 0) {
            return new Estimate(average, 0, forks - 1, forks);
        }
        double[] ofCell = {cell.fork() + cell.placement(), cell.baselineLayout(), cell.candidateLayout()};
        double[] ofMean = {mean.fork() + mean.placement(), mean.baselineLayout(), mean.candidateLayout()};
        double values = factors[0].length;
        double restDegrees = values - 1;
        double restTerm = mean.rest();
        double spread = 0;
        for (int i = 0; i < ofCell.length; i++) {
            if (ofCell[i] > 0) {
                double degrees = seen(factors[i]) - 1.0;
                double restShare = ofMean[i] * cell.rest() / ofCell[i] * seen(factors[i]) / values;
                spread += Math.pow(ofMean[i] + restShare, 2) / degrees;
                restTerm -= restShare;
                restDegrees -= degrees;
            }
        }
        spread += Math.pow(restTerm, 2) / Math.max(1, restDegrees);
        double total = mean.total();
        return new Estimate(average, Math.sqrt(total), total * total / spread, forks);
    }

    private static double squaredWeights(double[] weights, int[] levels) {
        double[] sums = new double[Arrays.stream(levels).max().orElseThrow() + 1];
        for (int i = 0; i < weights.length; i++) {
            sums[levels[i]] += weights[i];
        }
        return Arrays.stream(sums).map(sum -> sum * sum).sum();
    }

    private static int seen(int[] levels) {
        return (int) Arrays.stream(levels).distinct().count();
    }

    private static double range(double[] effects) {
        return DoubleStream.of(effects).max().orElseThrow()
                - DoubleStream.of(effects).min().orElseThrow();
    }
}
