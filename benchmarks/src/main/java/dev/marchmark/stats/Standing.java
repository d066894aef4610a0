// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a method of a {@link Simulation} did over the classes of symmetric noise, where it may be expected to be right.
 *
 * @param coverage of its 95 % intervals, mean over classes and numbers of forks, from 0 to 1
 * @param leastCoverage the lowest of a class, with {@value #ENOUGH_FORKS} forks or more
 * @param falsePositives share of rows of true log ratio 0 that it flagged, mean over classes and numbers of forks
 * @param mostFalsePositives the highest of a class and number of forks
 * @param halfWidth geometric mean, over classes and numbers of forks, of the median half width, in log ratio
 */
public record Standing(
        Simulation.Method method,
        double coverage,
        double leastCoverage,
        double falsePositives,
        double mostFalsePositives,
        double halfWidth) {
    /** A table that is published has as many rows, and more: those of a quarter of the kernels. */
    public static final int ROWS = 20;

    private static final double ALPHA = 0.05;
    private static final int FEWEST_FORKS = 12;
    private static final int ENOUGH_FORKS = 20;
    private static final double REQUIRED_COVERAGE = 0.93;
    private static final double REQUIRED_MEAN_COVERAGE = 0.94;

    /**
     * The methods, best first: those that cover as often as they have to, and are not refused, before the others, and within
     * each the narrower before the wider.
     *
     * @param outcomes of one simulation, at least one of them of a symmetric class; where none has
     *     {@value #ENOUGH_FORKS} forks, the least coverage is 1
     */
    public static List<Standing> rank(List<Simulation.Outcome> outcomes) {
        List<Simulation.Score> scores = outcomes.stream()
                .filter(outcome -> outcome.noise().isSymmetric())
                .flatMap(outcome -> outcome.scores().stream())
                .toList();
        return scores.stream()
                .map(Simulation.Score::method)
                .distinct()
                .map(method -> of(
                        method,
                        scores.stream()
                                .filter(score -> score.method().equals(method))
                                .toList()))
                .sorted(Comparator.comparing((Standing standing) -> !standing.isSound())
                        .thenComparing(Standing::halfWidth))
                .toList();
    }

    /** Whether no data of {@value #FEWEST_FORKS} forks could confirm a row of a table of {@value #ROWS}, by Holm at 5 %. */
    public boolean isRefused() {
        return !method.estimator().canConfirm(FEWEST_FORKS, ROWS, ALPHA);
    }

    /**
     * Whether it is not refused, and covers at least 94 % on average and 93 % in each class, with {@value #ENOUGH_FORKS}
     * forks or more.
     */
    boolean isSound() {
        return !isRefused() && coverage >= REQUIRED_MEAN_COVERAGE && leastCoverage >= REQUIRED_COVERAGE;
    }

    private static Standing of(Simulation.Method method, List<Simulation.Score> scores) {
        return new Standing(
                method,
                mean(scores, score -> score.covered().value()),
                scores.stream()
                        .filter(score -> score.forks() >= ENOUGH_FORKS)
                        .mapToDouble(score -> score.covered().value())
                        .min()
                        .orElse(1),
                mean(scores, score -> score.falsePositives().value()),
                scores.stream()
                        .mapToDouble(score -> score.falsePositives().value())
                        .max()
                        .orElseThrow(),
                Math.exp(mean(scores, score -> Math.log(score.medianHalfWidth()))));
    }

    private static double mean(List<Simulation.Score> scores, ToDoubleFunction<Simulation.Score> of) {
        return scores.stream().mapToDouble(of).average().orElseThrow();
    }
}
