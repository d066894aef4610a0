// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.Looks;
import dev.marchmark.stats.Stopping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the rows of a run have forks enough, and what that does to their errors. Without a target every row gets the same
 * number, and nothing is done to any error.
 *
 * <p>All candidates of a workload share its forks, so it goes on until all of them are narrow enough at the same look. A
 * row that is out of reach goes on too, up to the most forks: given up, its interval would cover too often (D21).
 */
public final class Precision {
    private static final double CONFIDENCE = 0.95;

    private final List<Integer> looks;
    private final int candidates;
    private final @Nullable Stopping stopping;

    /** That of a run. */
    public Precision(Settings settings) {
        Settings.Target target = settings.target();
        candidates = settings.variants().size() - 1;
        looks = target == null ? List.of() : target.looks();
        stopping = target == null
                ? null
                : new Stopping(new Looks(looks), halfWidth(target.halfWidthPercent()), CONFIDENCE, target.factor());
    }

    /**
     * Plans the looks of a run; takes some tenths of a second.
     *
     * @param halfWidthPercent of the 95 % interval that ends a row's forks, above 0
     * @param first look, at least 3 forks
     * @param most forks that a row gets, {@code first} or more
     */
    public static Settings.Target plan(double halfWidthPercent, int first, int most) {
        Looks planned = Looks.between(first, most);
        double factor = new Stopping(planned, halfWidth(halfWidthPercent), CONFIDENCE).factor();
        return new Settings.Target(halfWidthPercent, planned.forks(), factor);
    }

    private static double halfWidth(double percent) {
        return Math.log1p(percent / 100);
    }

    /** Whether a workload with these forks, of drawn placement, gets more of them. */
    public boolean goesOn(List<ForkResult> forks) {
        List<List<Comparison.Look>> looked = looks(forks);
        return stopping != null && (looked.isEmpty() || !allReached(looked.get(looked.size() - 1)));
    }

    /** The looks at one candidate, the last one at what ended its forks; null without a target. */
    @Nullable
    List<Comparison.Look> looks(List<ForkResult> forks, int side) {
        return stopping == null
                ? null
                : looks(forks).stream().map(look -> look.get(side - 1)).toList();
    }

    /** Each planned look that there were forks for, up to the one at which all are narrow enough, at every candidate. */
    private List<List<Comparison.Look>> looks(List<ForkResult> forks) {
        List<ForkResult> inOrder =
                forks.stream().sorted(Comparator.comparingInt(ForkResult::fork)).toList();
        List<List<Comparison.Look>> looked = new ArrayList<>();
        for (int planned : looks) {
            List<Comparison.Look> look = new ArrayList<>();
            for (int side = 1; side <= candidates; side++) {
                double[] values = Row.of(Contrast.VARIANTS, side, inOrder).logRatios();
                if (values.length >= planned) {
                    look.add(look(Arrays.copyOf(values, planned)));
                }
            }
            if (look.size() < candidates) {
                return looked;
            }
            looked.add(look);
            if (allReached(look)) {
                return looked;
            }
        }
        return looked;
    }

    private Comparison.Look look(double[] values) {
        Stopping rule = stopping();
        Comparison.Decision decision =
                switch (rule.after(values)) {
                    case STOP -> Comparison.Decision.REACHED;
                    case GO_ON -> Comparison.Decision.GO_ON;
                    case OUT_OF_REACH -> Comparison.Decision.OUT_OF_REACH;
                };
        return new Comparison.Look(values.length, halfWidth(rule.estimate(values)), decision);
    }

    private static boolean allReached(List<Comparison.Look> look) {
        return look.stream().allMatch(of -> of.decision() == Comparison.Decision.REACHED);
    }

    private static double halfWidth(Estimate estimate) {
        Interval interval = estimate.interval(CONFIDENCE);
        return (interval.high() - interval.low()) / 2;
    }

    private Stopping stopping() {
        if (stopping == null) {
            throw new IllegalStateException("a run without a target has no looks");
        }
        return stopping;
    }

    /** A plain estimate over forks, with the error that allows for the looks. */
    Estimate allowing(Estimate plain) {
        return stopping == null ? plain : stopping.allowing(plain);
    }

    /** Whether the estimate misses the target. */
    boolean misses(Estimate allowing, Settings.Target target) {
        return halfWidth(allowing) > halfWidth(target.halfWidthPercent());
    }

    /** About how many forks the target takes, from the error that the row has by those that there are. */
    int forksFor(Estimate allowing) {
        Stopping rule = stopping();
        return rule.forksFor(allowing.standardError() * Math.sqrt(allowing.count()) / rule.factor());
    }
}
