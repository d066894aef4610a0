// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.stats.BenjaminiHochberg;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What order does to the rows of a table, as all of them together tell (METHODOLOGY.md, "Order"; DECISIONS.md, D139).
 *
 * @param critical the largest p value of an order effect that stands out among those of the table; 0 where none does
 * @param excess variance of the other effects in multiples of the squared error of each, beyond their noise, 0 or more; infinite
 *     where the table can't tell
 */
record TableOrder(double critical, double excess) {
    /** As many rows as a table needs to tell. */
    static final int FEWEST_ROWS = 20;

    /** Of a table that can't tell. */
    static final TableOrder UNKNOWN = new TableOrder(0, Double.POSITIVE_INFINITY);

    private static final double FALSE_DISCOVERIES = 0.1;
    // Where more do, order matters in this table, and what is left of them is the smaller ones.
    private static final double MOST_THAT_STAND_OUT = 0.1;
    // Of their sum, in its standard deviations: 95 % of noise is below.
    private static final double COMMON_SIGN = 1.96;
    // With fewer, the square of Student's t has no variance, and their mean tells little.
    private static final int FEWEST_DEGREES_OF_FREEDOM = 5;

    /** That of a run's rows of variants, by the forks of each workload. */
    static TableOrder of(Settings settings, Map<String, List<ForkResult>> forks) {
        List<Estimate> effects = new ArrayList<>();
        for (List<ForkResult> each : forks.values()) {
            for (int side = 1; side < settings.variants().size(); side++) {
                effects.add(Row.of(Contrast.VARIANTS, side, each).orderEffect());
            }
        }
        return of(effects);
    }

    /**
     * That of rows with these order effects. Those stand out that a false discovery rate of 10 % allows (Benjamini and Hochberg
     * 1995). Of others that are all noise, (effect / error)^2 has a mean of v / (v - 2), v the degrees of freedom, or hardly
     * less. What it has beyond, scaled to 1, is the excess (the squared Birge ratio less 1: Birge 1932, Phys. Rev. 40:207); one
     * standard error is added, as rows whose effects happen to vary little must not count as free of them. Effects of a common sign
     * would not average out in a mean over rows, so a table that has them tells nothing.
     */
    static TableOrder of(List<Estimate> effects) {
        List<Estimate> known = effects.stream()
                .filter(effect -> effect.degreesOfFreedom() >= FEWEST_DEGREES_OF_FREEDOM && effect.standardError() > 0)
                .toList();
        if (known.size() < FEWEST_ROWS) {
            return UNKNOWN;
        }
        double critical = critical(known.stream().mapToDouble(Estimate::pValue).toArray());
        double[] scaled = known.stream()
                .filter(effect -> effect.pValue() > critical)
                .mapToDouble(TableOrder::scaled)
                .toArray();
        if (scaled.length < (1 - MOST_THAT_STAND_OUT) * known.size()
                || Math.abs(Arrays.stream(scaled).sum()) > COMMON_SIGN * Math.sqrt(scaled.length)) {
            return UNKNOWN;
        }
        Estimate squares = Estimates.tOverForks(
                Arrays.stream(scaled).map(each -> each * each).toArray());
        return new TableOrder(critical, Math.max(0, squares.mean() + squares.standardError() - 1));
    }

    private static double critical(double[] pValues) {
        double[] adjusted = BenjaminiHochberg.adjust(pValues);
        return IntStream.range(0, adjusted.length)
                .filter(row -> adjusted[row] < FALSE_DISCOVERIES)
                .mapToDouble(row -> pValues[row])
                .max()
                .orElse(0);
    }

    /** In units of its error, such that noise has a variance of 1. */
    private static double scaled(Estimate effect) {
        return effect.mean() / effect.standardError() * Math.sqrt(1 - 2 / effect.degreesOfFreedom());
    }

    /** Whether the table tells what order does where it does not stand out. */
    boolean tells() {
        return !Double.isInfinite(excess);
    }

    /** Whether an order effect is larger than noise makes any in a table of so many rows. */
    boolean standsOut(Estimate effect) {
        return effect.pValue() <= critical;
    }

    /** Standard deviation of what order may do to a row with this effect, log units, if it does not stand out. */
    double unseen(Estimate effect, double share) {
        return share * Math.sqrt(excess) * effect.standardError();
    }
}
