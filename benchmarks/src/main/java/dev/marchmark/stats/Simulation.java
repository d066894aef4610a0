// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How often estimators are right about rows whose truth is known: rows are drawn block by block and estimated as those of
 * a run are. Runs on all cores; what comes out depends on the arguments alone, and what is said of a method does not
 * depend on which others are tried.
 *
 * @param methods at least one
 * @param repetitions rows drawn of each class and number of forks to count coverage, and as many again of true log
 *     ratio 0 to count false positives; 1 or more
 * @param seed of all that is drawn
 */
public record Simulation(List<Method> methods, int repetitions, long seed) {
    /** Forks a row: those of a first look, and up to somewhat more than a standard run's 26. */
    public static final List<Integer> FORKS = List.of(12, 20, 30);

    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 399;

    /** @throws IllegalArgumentException without a method or a repetition */
    public Simulation {
        methods = List.copyOf(methods);
        if (methods.isEmpty() || repetitions < 1) {
            throw new IllegalArgumentException(methods.size() + " methods, " + repetitions + " repetitions");
        }
    }

    /**
     * A way from blocks to an inference.
     *
     * @param name as the command line and tables have it
     */
    public record Method(String name, CellValue cellValue, Estimator estimator) {
        /** Every estimator on medians and on trimmed means; the first is what the project's tables use. */
        public static List<Method> all() {
            return List.of(
                    new Method("t-median", CellValue.MEDIAN, Estimator.tOverForks()),
                    new Method("t-trimmed", CellValue.TRIMMED_MEAN, Estimator.tOverForks()),
                    new Method("bootstrap-t-median", CellValue.MEDIAN, Estimator.bootstrapT(RESAMPLES)),
                    new Method("bootstrap-t-trimmed", CellValue.TRIMMED_MEAN, Estimator.bootstrapT(RESAMPLES)),
                    new Method("hierarchical-median", CellValue.MEDIAN, Estimator.hierarchicalBootstrap(RESAMPLES)),
                    new Method(
                            "hierarchical-trimmed", CellValue.TRIMMED_MEAN, Estimator.hierarchicalBootstrap(RESAMPLES)),
                    new Method("sign-flip-median", CellValue.MEDIAN, Estimator.signFlip(RESAMPLES)),
                    new Method("sign-flip-trimmed", CellValue.TRIMMED_MEAN, Estimator.signFlip(RESAMPLES)));
        }
    }

    /**
     * What became of a method's 95 % intervals.
     *
     * @param covered the truth lay inside, ends included
     * @param falsePositives of other rows, whose truth was 0: 0 lay outside
     * @param medianHalfWidth of the intervals counted in {@code covered}, in log ratio
     */
    public record Score(
            Method method,
            NoiseClass noise,
            int forks,
            Proportion covered,
            Proportion falsePositives,
            double medianHalfWidth) {}

    /**
     * What became of the rows of one class and number of forks.
     *
     * @param modesFound rows whose fork medians {@link ForkModes} suspects of two modes
     * @param scores of the methods, in their order
     */
    public record Outcome(NoiseClass noise, int forks, Proportion modesFound, List<Score> scores) {}

    /** What a method made of two rows. */
    private record Shot(boolean covered, boolean flagged, double halfWidth) {}

    private record Trial(List<Shot> shots, boolean modesFound) {}

    /** Draws and estimates the rows of a class; takes seconds at 2000 repetitions. */
    public Outcome of(NoiseClass noise, int forks) {
        SplittableRandom random =
                new SplittableRandom(seed + 1000L * noise.name().hashCode() + forks);
        ForkModes modes = ForkModes.calibrated(forks, random);
        long[] seeds = random.longs(repetitions).toArray();
        List<Trial> trials = Arrays.stream(seeds)
                .parallel()
                .mapToObj(rowSeed -> trial(noise, forks, modes, rowSeed))
                .toList();
        List<Score> scores = IntStream.range(0, methods.size())
                .mapToObj(m -> score(
                        methods.get(m),
                        noise,
                        forks,
                        trials.stream().map(trial -> trial.shots.get(m)).toList()))
                .toList();
        return new Outcome(noise, forks, share(trials, Trial::modesFound), scores);
    }

    private Trial trial(NoiseClass noise, int forks, ForkModes modes, long rowSeed) {
        SplittableRandom random = new SplittableRandom(rowSeed);
        Map<CellValue, double[][]> cells = cells(SimulatedRow.draw(noise, forks, noise.truth(), random));
        Map<CellValue, double[][]> nullCells = cells(SimulatedRow.draw(noise, forks, 0, random));
        List<Shot> shots = new ArrayList<>();
        for (Method method : methods) {
            // Each method its own generator, or one would change what the next one draws.
            SplittableRandom own = new SplittableRandom(rowSeed ^ method.name().hashCode());
            Interval interval = interval(method, cells, own);
            shots.add(new Shot(
                    interval.contains(noise.truth()),
                    interval(method, nullCells, own).excludes(0),
                    (interval.high() - interval.low()) / 2));
        }
        double[] medians = Estimates.forkMeans(Objects.requireNonNull(cells.get(CellValue.MEDIAN)));
        return new Trial(shots, modes.find(medians).isSuspicious());
    }

    private static Interval interval(Method method, Map<CellValue, double[][]> cells, RandomGenerator random) {
        return method.estimator()
                .estimate(Objects.requireNonNull(cells.get(method.cellValue())), random)
                .interval(CONFIDENCE);
    }

    private static Map<CellValue, double[][]> cells(double[][][] blocks) {
        Map<CellValue, double[][]> cells = new EnumMap<>(CellValue.class);
        for (CellValue value : CellValue.values()) {
            cells.put(
                    value,
                    Arrays.stream(blocks)
                            .map(fork ->
                                    Arrays.stream(fork).mapToDouble(value::of).toArray())
                            .toArray(double[][]::new));
        }
        return cells;
    }

    private static Score score(Method method, NoiseClass noise, int forks, List<Shot> shots) {
        // Some resampled intervals are infinite, which a median can bear.
        double[] halfWidths =
                shots.stream().mapToDouble(Shot::halfWidth).sorted().toArray();
        return new Score(
                method,
                noise,
                forks,
                share(shots, Shot::covered),
                share(shots, Shot::flagged),
                halfWidths[halfWidths.length / 2]);
    }

    private static <T> Proportion share(List<T> all, Predicate<T> those) {
        return new Proportion((int) all.stream().filter(those).count(), all.size());
    }
}
