// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.HostIndex;
import dev.marchmark.stats.RandomEffects;
import java.util.List;
import java.util.Optional;

/**
 * A cell of a table of hosts: the same words in Markdown and on the page, which adds a shade.
 *
 * @param link to the run that it comes from, or to the newest of those that are merged
 * @param shade a class of the page's style, by how far the speed-up is from 1; the numbers say it as well
 */
record IndexCell(String speedup, String bounds, String note, String link, String shade) {
    private static final List<Double> STEPS = List.of(Math.log(1.005), Math.log(1.02), Math.log(1.1));

    /** Of what is shown; a list of none where the host has no such row, as a template takes it. */
    static List<IndexCell> of(Optional<HostIndex.Cell> shown, int newestMethod) {
        return shown.map(cell -> of(cell, newestMethod)).stream().toList();
    }

    private static IndexCell of(HostIndex.Cell cell, int newestMethod) {
        int rows = cell.mean().rows();
        RandomEffects merged = cell.merged();
        return new IndexCell(
                Format.ratio(cell.speedup(), (cell.high() - cell.low()) / 2),
                Table.interval(cell.low(), cell.high()),
                Format.count(rows, "workload", "workloads")
                        + (merged == null ? "" : ", " + merged.machines() + " runs merged")
                        + IndexReport.remarks(cell.run(), newestMethod),
                cell.run().folder() + "/table.md",
                shade(cell));
    }

    private static String shade(HostIndex.Cell cell) {
        if (cell.low() <= 1 && cell.high() >= 1) {
            return "open";
        }
        double distance = Math.abs(Math.log(cell.speedup()));
        long step = STEPS.stream().filter(each -> distance >= each).count();
        return (cell.speedup() > 1 ? "gain" : "loss") + step;
    }
}
