// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * What a run was asked to do.
 *
 * @param workloads ids, in the table's order
 * @param variants names, the baseline first
 * @param size label
 * @param profile that {@code forks} and the times come from
 * @param forks a row
 * @param warmUpMillis of blocks that are thrown away, a fork
 * @param measuredMillis of blocks that count, a fork
 * @param cells combinations of layouts that a fork's blocks cycle through
 * @param marginPercent within which a difference counts as none
 * @param seed of all that is drawn
 * @param maxSeconds after which no fork is started any more; 0 for no limit
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
        List<String> crossChecked) {

    /** Copies the lists. */
    public Settings {
        workloads = List.copyOf(workloads);
        variants = List.copyOf(variants);
        crossChecked = crossChecked == null ? List.of() : List.copyOf(crossChecked);
    }
}
