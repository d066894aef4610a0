// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/**
 * A closed two-sided confidence interval. Either end may be infinite, as it is where too few forks were seen.
 *
 * @param low lower end, at most {@code high}
 * @param high upper end
 * @param confidence nominal coverage, strictly between 0 and 1 (0.95 for 95 %)
 */
public record Interval(double low, double high, double confidence) {
    /** @throws IllegalArgumentException if an end is NaN, the ends are reversed or the confidence is out of range */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval from " + low + " to " + high);
        }
        Require.openProbability("confidence", confidence);
    }

    /**
     * Whether {@code x} lies in the interval, ends included.
     *
     * @throws IllegalArgumentException if {@code x} is NaN, which is neither inside nor outside
     */
    public boolean contains(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("NaN is neither inside nor outside an interval");
        }
        return low <= x && x <= high;
    }

    /** The opposite of {@link #contains}: at 95 % and for the value of no effect, this is <em>flagged</em>. */
    public boolean excludes(double x) {
        return !contains(x);
    }

    /**
     * Whether the whole interval lies strictly between {@code -margin} and {@code +margin}.
     *
     * <p>For the 90 % interval of a log ratio this is the test of equivalence at level 5 % by two one-sided tests
     * (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657).
     *
     * @param margin in the units of the interval: for a log ratio and a margin of 0.5 %, {@code Math.log1p(0.005)}
     * @throws IllegalArgumentException if the margin is not above 0
     */
    public boolean insideOf(double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException("margin is " + margin + ", not above 0");
        }
        return -margin < low && high < margin;
    }

    /** The interval of the ratio, from this one of its natural logarithm: exp of both ends, 0 and infinity where infinite. */
    public Interval toRatio() {
        return new Interval(Math.exp(low), Math.exp(high), confidence);
    }

    /** Of a ratio, whether both ends are one: neither 0 nor infinite, as exp of a far end is. */
    public boolean boundsRatio() {
        return low > 0 && Double.isFinite(high);
    }
}
