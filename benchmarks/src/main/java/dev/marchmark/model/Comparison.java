// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two variants of one workload at one size in one run; in a control, the baseline against a copy of itself. Speed-ups are
 * time(baseline) / time(candidate): above 1, the candidate is faster.
 *
 * @param candidate the variant, or the control's name
 * @param forks that it rests on
 * @param speedup exp of the mean log ratio over the forks
 * @param low lower end of the 95 % interval of the speed-up
 * @param high its upper end
 * @param simultaneousLow lower end of the interval that holds for all rows of the table at once, at 95 %; null, as its upper
 *     end, where it reaches everywhere: two forks say nothing at the level that many rows share
 * @param simultaneousHigh its upper end
 * @param pValue two-sided, of no difference
 * @param holmPValue the same, adjusted for all rows of the table so that no flag is false, at 5 %
 * @param fdrPValue the same, adjusted so that at most 5 % of flags are false
 * @param flagged whether the 95 % interval excludes 1
 * @param verdict with the run's margin
 * @param forkSd standard deviation of the log ratio between forks
 * @param detectable the smallest speed-up that a row like this one flags with probability 0.8
 * @param baselineNanos geometric mean over forks of the time of one run of the baseline
 * @param candidateNanos of the candidate
 * @param baselineNanosRelativeError half width of the 95 % interval of {@code baselineNanos}, as a fraction
 * @param work units that one run processes
 * @param unit of the work
 * @param blocks kept, of ordinary ones
 * @param dropped as disturbed
 * @param baselineLevelShift time in long slices / time in ordinary ones, minus 1, of the baseline; 0 where not sampled
 * @param candidateLevelShift of the candidate
 * @param order what the slice before does to the ratio
 * @param unfiltered the same row had no block been dropped
 * @param spread where its variance comes from; null where its values don't vary
 * @param looks at its precision, where the run has a target
 * @param aligned the same row with all buffers 64-byte aligned, or null where that was not measured
 * @param warnings what a reader must know
 */
public record Comparison(
        String workload,
        String group,
        String size,
        Contrast contrast,
        String baseline,
        String candidate,
        int forks,
        double speedup,
        double low,
        double high,
        @Nullable Double simultaneousLow,
        @Nullable Double simultaneousHigh,
        double pValue,
        double holmPValue,
        @Nullable Double fdrPValue,
        boolean flagged,
        Verdict verdict,
        double forkSd,
        double detectable,
        double baselineNanos,
        double candidateNanos,
        double baselineNanosRelativeError,
        double work,
        String unit,
        int blocks,
        int dropped,
        double baselineLevelShift,
        double candidateLevelShift,
        @Nullable Order order,
        Unfiltered unfiltered,
        @Nullable Spread spread,
        @Nullable List<Look> looks,
        @Nullable Aligned aligned,
        List<Warning> warnings) {

    /** Copies the lists. */
    public Comparison {
        looks = looks == null ? null : List.copyOf(looks);
        warnings = List.copyOf(warnings);
    }

    /**
     * What order does to a row: its speed-up in slices that the other side precedes over its speed-up in slices that
     * their own side precedes, minus 1.
     *
     * @param effect mean over the forks
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param allowance what was taken off the row's mean log ratio, so that it is that of slices which their own side
     *     precedes; 0 where order is left alone
     * @param unseen standard deviation, log units, that the row's error has for what order may do unseen; null in results of
     *     versions before it
     */
    public record Order(double effect, double low, double high, double allowance, @Nullable Double unseen) {}

    /**
     * A row with all its blocks, the disturbed ones too.
     *
     * @param low lower end of the 95 % interval of the speed-up
     * @param high its upper end
     */
    public record Unfiltered(double speedup, double low, double high) {}

    /**
     * Where a row's variance comes from: shares, from 0 to 1, of the variance that its mean would have if forks,
     * placements and layouts all were drawn anew.
     *
     * @param fork what the cells of a fork have in common, beyond placement
     * @param placement alignment modulo 64 of the first two buffers
     * @param baselineLayout layout of the baseline's code
     * @param candidateLayout layout of the candidate's code
     * @param rest within a fork
     * @param layoutSpan largest difference in log ratio between two pairs of the layouts built
     * @param resampled 95 % interval of the speed-up that takes the layouts built for a sample of all possible ones;
     *     null where it reaches everywhere
     */
    public record Spread(
            double fork,
            double placement,
            double baselineLayout,
            double candidateLayout,
            double rest,
            double layoutSpan,
            @Nullable Resampled resampled) {}

    /** An interval of the speed-up. */
    public record Resampled(double low, double high) {}

    /**
     * A look at a row's precision, at a planned number of forks.
     *
     * @param halfWidth of its 95 % interval then, log units, of the plain estimate: a look decides about forks, not about order
     */
    public record Look(int forks, double halfWidth, Decision decision) {}

    /** What a look said. */
    public enum Decision {
        /** Narrow enough. */
        REACHED,
        /** More forks are needed. */
        GO_ON,
        /** The most forks are reached, or are almost certainly too few; the row goes on up to them. */
        OUT_OF_REACH
    }

    /**
     * The row with every buffer 64-byte aligned, in forks of its own.
     *
     * @param low lower end of the 95 % interval of the speed-up
     * @param high its upper end
     * @param flagged whether that excludes 1
     */
    public record Aligned(int forks, double speedup, double low, double high, boolean flagged) {}
}
