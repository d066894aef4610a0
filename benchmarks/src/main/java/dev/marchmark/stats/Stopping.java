// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Forks until the interval is narrow enough, with an interval that is still valid then.
 *
 * <p>The rule looks at the width only, never at the mean, so it cannot favour an effect. But it stops early where the spread
 * happens to look small, and a plain t interval then covers too seldom (93.8 instead of 95 % at worst, from 12 to 100
 * forks). So the standard error is multiplied by one factor, the smallest with which normal forks of any spread are covered
 * with the confidence ({@link StoppedCoverage}): 1.057 from 12 to 100 forks. The idea of a corrected multiplier is that of
 * sequential fixed-width intervals (Anscombe 1953, J. R. Statist. Soc. B 15:1; Simons 1968, Ann. Math. Statist. 39:1946).
 */
public final class Stopping {
    /** A row is given up when its spread, at a lower bound of this confidence, is still too large. */
    private static final double GIVE_UP_CONFIDENCE = 0.99;

    /** What a look says. */
    public enum Decision {
        /** The interval is narrow enough. */
        STOP,
        /** More forks are needed; also said at a count at which no look was planned. */
        GO_ON,
        /**
         * The most forks are reached, or are almost certainly too few. A row may go on all the same, or be given up; the
         * interval of rows given up errs on the wide side (it covers up to 97.2 % where that is a close decision).
         */
        OUT_OF_REACH
    }

    private final Looks looks;
    private final double halfWidth;
    private final double confidence;
    private final double factor;

    /**
     * Takes some tenths of a second, because it computes {@link #factor}.
     *
     * @param looks planned before the first fork
     * @param halfWidth of the interval, at which a row stops; log ratio, above 0: {@code Math.log1p(0.005)} for 0.5 %
     * @param confidence of that interval, strictly between 0 and 1, usually 0.95
     * @throws IllegalArgumentException if a number is out of range
     */
    public Stopping(Looks looks, double halfWidth, double confidence) {
        this(looks, halfWidth, confidence, new StoppedCoverage(looks, confidence).factor(confidence));
    }

    /**
     * With the factor that was computed before.
     *
     * @param factor as {@link #factor} gave it for these looks and that confidence
     */
    public Stopping(Looks looks, double halfWidth, double confidence, double factor) {
        Require.openProbability("confidence", confidence);
        if (!(factor >= 1 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("factor is " + factor + ", not 1 or more");
        }
        if (!(halfWidth > 0 && Double.isFinite(halfWidth))) {
            throw new IllegalArgumentException("half width is " + halfWidth + ", not above 0");
        }
        this.looks = looks;
        this.halfWidth = halfWidth;
        this.confidence = confidence;
        this.factor = factor;
    }

    /** By how much the standard error grows because of the looks, 1 or more; 1 where there is only one look. */
    public double factor() {
        return factor;
    }

    /**
     * What the forks of one row so far say, to be asked at every planned look.
     *
     * @param forkLogRatios as {@link Estimates#tOverForks} takes them
     */
    public Decision after(double[] forkLogRatios) {
        int forks = forkLogRatios.length;
        if (forks < looks.most() && !looks.forks().contains(forks)) {
            return Decision.GO_ON;
        }
        double deviation = Descriptive.standardDeviation(forkLogRatios);
        if (isReached(forks, deviation)) {
            return Decision.STOP;
        }
        if (forks >= looks.most()) {
            return Decision.OUT_OF_REACH;
        }
        double bound = new ChiSquaredDistribution(null, forks - 1).inverseCumulativeProbability(GIVE_UP_CONFIDENCE);
        double smallest = deviation * Math.sqrt((forks - 1) / bound);
        return isReached(looks.most(), smallest) ? Decision.GO_ON : Decision.OUT_OF_REACH;
    }

    /**
     * Mean over forks, with the standard error that allows for the looks: {@link Estimates#tOverForks} times {@link #factor}.
     *
     * <p>Valid at whichever look the row stopped, and at a count between looks where time ran out. At other confidences than
     * the one given the same factor is within 0.1 % of right: from 12 to 100 forks and made for 95 %, the 90 % interval
     * covers 90.1 % at least and the 99 % interval 98.97 %.
     *
     * @param forkLogRatios as {@link Estimates#tOverForks} takes them
     */
    public Estimate estimate(double[] forkLogRatios) {
        return allowing(Estimates.tOverForks(forkLogRatios));
    }

    /** The same for the plain estimate of another value of the same forks: its standard error times {@link #factor}. */
    public Estimate allowing(Estimate plain) {
        return new Estimate(plain.mean(), factor * plain.standardError(), plain.degreesOfFreedom(), plain.count());
    }

    /**
     * About how many forks the target takes: the fewest at which the interval is narrow enough if the standard deviation of
     * the forks is the one given. It is no promise: from the deviation of 12 forks its own standard deviation is 43 %.
     *
     * @param standardDeviation of fork values, log ratio, 0 or more
     * @return at least 2; {@code Integer.MAX_VALUE} where even that many are too few
     * @throws IllegalArgumentException if the standard deviation is negative, infinite or NaN
     */
    public int forksFor(double standardDeviation) {
        if (!(standardDeviation >= 0 && Double.isFinite(standardDeviation))) {
            throw new IllegalArgumentException("standard deviation is " + standardDeviation);
        }
        int tooFew = 1;
        int enough = Integer.MAX_VALUE;
        while (enough - tooFew > 1) {
            int middle = tooFew + (enough - tooFew) / 2;
            if (isReached(middle, standardDeviation)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }

    private boolean isReached(int forks, double deviation) {
        Estimate estimate = new Estimate(0, factor * deviation / Math.sqrt(forks), forks - 1, forks);
        return estimate.interval(confidence).high() <= halfWidth;
    }
}
