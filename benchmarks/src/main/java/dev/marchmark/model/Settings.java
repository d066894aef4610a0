// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do.
 *
 * @param workloads ids, in the table's order
 * @param variants names, the baseline first
 * @param size label
 * @param profile that {@code forks} and the times come from
 * @param forks a row
 * @param warmUpMillis of blocks that are thrown away, a fork
 * @param measuredMillis of blocks that count, a fork; up to five times as much where slices take milliseconds
 * @param cells combinations of layouts that a fork's blocks cycle through
 * @param marginPercent within which a difference counts as none
 * @param seed of all that is drawn
 * @param maxSeconds after which no fork is started any more; 0 for no limit
 * @param target at which a row gets no more forks; null where every row gets {@code forks}
 * @param aligned whether each fork has a second one with all buffers 64-byte aligned; null counts as no
 * @param crossChecked those workloads whose variants are measured alone, too; results of earlier versions have none
 */
public record Settings(
        List<String> workloads,
        List<String> variants,
        String size,
        String profile,
        int forks,
        int warmUpMillis,
        int measuredMillis,
        int cells,
        double marginPercent,
        long seed,
        long maxSeconds,
        @Nullable Target target,
        @Nullable Boolean aligned,
        List<String> crossChecked) {

    /** Copies the lists. */
    public Settings {
        workloads = List.copyOf(workloads);
        variants = List.copyOf(variants);
        crossChecked = crossChecked == null ? List.of() : List.copyOf(crossChecked);
    }

    /** Settings that ask for nothing beside the rows themselves. */
    public Settings(
            List<String> workloads,
            List<String> variants,
            String size,
            String profile,
            int forks,
            int warmUpMillis,
            int measuredMillis,
            int cells,
            double marginPercent,
            long seed,
            long maxSeconds) {
        this(
                workloads,
                variants,
                size,
                profile,
                forks,
                warmUpMillis,
                measuredMillis,
                cells,
                marginPercent,
                seed,
                maxSeconds,
                null,
                null,
                List.of());
    }

    /** Whether each fork has an aligned one beside it. */
    public boolean hasAligned() {
        return Boolean.TRUE.equals(aligned);
    }

    /** The same with a target. */
    public Settings with(@Nullable Target wanted, boolean alsoAligned) {
        return with(workloads, variants, seed, maxSeconds, wanted, alsoAligned, crossChecked);
    }

    /** The same with these workloads' variants measured alone, too. */
    public Settings withCrossChecked(List<String> checked) {
        return with(workloads, variants, seed, maxSeconds, target, aligned, checked);
    }

    /** The same asked of some of the workloads and variants, with another seed and limit. */
    public Settings of(List<String> some, List<String> compared, long drawnFrom, long limitSeconds) {
        List<String> checked = crossChecked.stream().filter(some::contains).toList();
        return with(some, compared, drawnFrom, limitSeconds, target, aligned, checked);
    }

    private Settings with(
            List<String> some,
            List<String> compared,
            long drawnFrom,
            long limitSeconds,
            @Nullable Target wanted,
            @Nullable Boolean alsoAligned,
            List<String> checked) {
        return new Settings(
                some,
                compared,
                size,
                profile,
                forks,
                warmUpMillis,
                measuredMillis,
                cells,
                marginPercent,
                drawnFrom,
                limitSeconds,
                wanted,
                alsoAligned,
                checked);
    }

    /**
     * A row's forks end where its interval is narrow enough. All of it is fixed before the first fork.
     *
     * @param halfWidthPercent of the 95 % interval, in per cent of the ratio
     * @param looks fork counts at which a row is looked at, increasing; the first is {@code forks}, the last the most
     *     that it gets
     * @param factor of every standard error of the run, which keeps the error rate in spite of the looks; 1 or more
     */
    public record Target(double halfWidthPercent, List<Integer> looks, double factor) {
        /** Copies the list, which must increase. */
        public Target {
            looks = List.copyOf(looks);
            for (int i = 1; i < looks.size(); i++) {
                if (looks.get(i) <= looks.get(i - 1)) {
                    throw new IllegalArgumentException("looks at fork counts that do not increase: " + looks);
                }
            }
        }
    }
}
