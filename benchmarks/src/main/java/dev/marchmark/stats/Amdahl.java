// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.List;

/** The speed-up of a whole of which only parts get faster (Amdahl 1967, AFIPS Spring Joint Computer Conference 30:483). */
public final class Amdahl {
    // Shares that are written as decimals add up to 1 but for rounding.
    private static final double ROUNDING = 1e-9;

    private Amdahl() {}

    /**
     * A part of the whole.
     *
     * @param share of the time that the whole takes before, above 0
     * @param rows indices of those that stand for it, at least one: its speed-up is their geometric mean
     */
    public record Part(double share, List<Integer> rows) {
        /** Copies the list. */
        public Part {
            rows = List.copyOf(rows);
            if (!(share > 0 && share <= 1 + ROUNDING)) {
                throw new IllegalArgumentException("a part's share is " + share + ", not above 0 and at most 1");
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("no row stands for a part");
            }
        }
    }

    /**
     * The log speed-up of the whole, {@code -log T} with {@code T = rest + sum f exp(-m)}: f a part's share, m the mean of
     * its rows' log ratios, rest what the shares leave of 1, whose speed-up is 1 and known.
     *
     * <p>Its error by the delta method: row r enters with the weight {@code w = sum f exp(-m) / (k T)} over the parts that
     * have it, k the number of a part's rows; standard error {@code sqrt(sum w^2 se^2)}, degrees of freedom
     * {@code (sum w^2 se^2)^2 / sum (w^4 se^4 / df)} (Satterthwaite 1946, Biometrics Bulletin 2:110). Assumes that the rows
     * share no fork, and errors that are small beside 1. A row that stands for several parts counts as one.
     *
     * @param parts at least one, whose shares add up to 1 at most
     * @throws IllegalArgumentException if that is not so, or a row that is used has a count of 0
     */
    public static Estimate of(List<Part> parts, List<Estimate> rows) {
        double shares = parts.stream().mapToDouble(Part::share).sum();
        if (parts.isEmpty() || shares > 1 + ROUNDING) {
            throw new IllegalArgumentException(parts.size() + " parts with shares of " + shares + " in all");
        }
        double time = Math.max(0, 1 - shares);
        double[] after = new double[rows.size()];
        for (Part part : parts) {
            double mean = 0;
            for (int row : part.rows()) {
                if (rows.get(row).count() == 0) {
                    throw new IllegalArgumentException("a row without forks has no mean");
                }
                mean += rows.get(row).mean() / part.rows().size();
            }
            double share = part.share() * Math.exp(-mean);
            time += share;
            part.rows().forEach(row -> after[row] += share / part.rows().size());
        }
        return withError(-Math.log(time), time, after, rows);
    }

    /** @param after what of {@code time} each row stands for; 0 where it stands for nothing */
    private static Estimate withError(double mean, double time, double[] after, List<Estimate> rows) {
        double variance = 0;
        double satterthwaite = 0;
        double degreesOfFreedom = 0;
        int count = 0;
        for (int i = 0; i < after.length; i++) {
            if (after[i] > 0) {
                Estimate row = rows.get(i);
                double error = after[i] / time * row.standardError();
                variance += error * error;
                satterthwaite += Math.pow(error, 4) / row.degreesOfFreedom();
                degreesOfFreedom += row.degreesOfFreedom();
                count += row.count();
            }
        }
        if (Double.isInfinite(variance)) {
            return Estimate.ofUnknownSpread(mean, count);
        }
        if (variance > 0) {
            degreesOfFreedom = variance * variance / satterthwaite;
        }
        return new Estimate(mean, Math.sqrt(variance), degreesOfFreedom, count);
    }
}
