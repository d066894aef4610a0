// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.RowVariance;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the variance of a row comes from, from the layouts and placements that its forks drew. */
record RowSpread(RowVariance variance) {
    private static final double CONFIDENCE = 0.95;
    // Each factor of 4 classes takes on, where placement does nothing, 4 % of the variance among 30 forks, and 11 %
    // among 12. All six buffers would take on 22 % and 46 %, and many workloads use one or two, the first ones.
    private static final int BUFFERS = 2;
    private static final int ALIGNMENT = 64;

    static RowSpread of(Row row) {
        List<ForkResult> forks = row.forks();
        double[][] values = new double[forks.size()][];
        int[][] baseline = new int[forks.size()][];
        int[][] candidate = new int[forks.size()][];
        for (int f = 0; f < values.length; f++) {
            ForkResult.Ratio ratio = row.ratio(forks.get(f));
            List<List<Integer>> layouts = forks.get(f).layouts();
            List<Integer> ofCandidate = layouts.get(candidate(row, layouts.size()));
            values[f] =
                    ratio.logRatios().stream().mapToDouble(Double::doubleValue).toArray();
            baseline[f] = ratio.cells().stream().mapToInt(layouts.get(0)::get).toArray();
            candidate[f] = ratio.cells().stream().mapToInt(ofCandidate::get).toArray();
        }
        return new RowSpread(RowVariance.of(values, baseline, candidate, placements(forks)));
    }

    /** The list of layouts that is the candidate's: the relinked copy's is the last. */
    private static int candidate(Row row, int lists) {
        return switch (row.contrast()) {
            case VARIANTS -> row.side();
            case RELINKED -> lists - 1;
            case COPY, SAME, SCALED, SCALED_TENTH -> 0;
        };
    }

    private static int[][] placements(List<ForkResult> forks) {
        int buffers = forks.stream()
                .mapToInt(fork -> Math.min(BUFFERS, fork.offsets().size()))
                .min()
                .orElse(0);
        int[][] classes = new int[buffers][forks.size()];
        for (int buffer = 0; buffer < buffers; buffer++) {
            for (int f = 0; f < forks.size(); f++) {
                classes[buffer][f] = forks.get(f).offsets().get(buffer) % ALIGNMENT;
            }
        }
        return classes;
    }

    /** What a table keeps of it; null where the values don't vary. */
    Comparison.@Nullable Spread stored(Precision precision, Allowed allowed) {
        RowVariance.Sources mean = variance.mean();
        double total = mean.total();
        if (total == 0) {
            return null;
        }
        Estimate layouts = precision.allowing(variance.overLayouts());
        Interval over = new Estimate(
                        layouts.mean() - allowed.allowance(),
                        Math.hypot(layouts.standardError(), allowed.unseen()),
                        layouts.degreesOfFreedom(),
                        layouts.count())
                .interval(CONFIDENCE)
                .toRatio();
        return new Comparison.Spread(
                mean.fork() / total,
                mean.placement() / total,
                mean.baselineLayout() / total,
                mean.candidateLayout() / total,
                mean.rest() / total,
                variance.layoutSpan(),
                over.boundsRatio() ? new Comparison.Resampled(over.low(), over.high()) : null);
    }

    /** Whether choosing other ones of the layouts built could show a difference as large as this. */
    boolean layoutsSpan(double logRatio) {
        return Math.abs(logRatio) < variance.layoutSpan();
    }

    /** What the row's error mostly comes from, as words. */
    String mainSource() {
        RowVariance.Sources between = variance.betweenForks();
        Map<String, Double> sources = new LinkedHashMap<>();
        sources.put("forks", between.fork());
        sources.put("memory placement", between.placement());
        sources.put("code layouts", between.baselineLayout() + between.candidateLayout());
        sources.put("noise within forks", between.rest());
        String main = sources.keySet().stream()
                .reduce(BinaryOperator.maxBy(Comparator.comparingDouble(sources::get)))
                .orElseThrow();
        return main + " (" + Math.round(100 * sources.getOrDefault(main, 0.0) / between.total()) + " % of it)";
    }
}
