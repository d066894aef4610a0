// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Verdict;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the page: its cells, its drawing, and what it opens to.
 *
 * @param mark of the verdict: another shape for each
 * @param at where the mark is
 * @param interval the line of the drawing, as an SVG path
 */
record PageRow(
        String workload,
        String time,
        String throughput,
        String speedup,
        String bounds,
        String verdict,
        String mark,
        int at,
        String interval,
        List<RowFacts.Fact> facts,
        @Nullable ForkStrip strip) {

    /** @param forkValues the speed-up in each fork */
    static PageRow of(Comparison row, Family family, RowFacts facts, ForestAxis axis, double[] forkValues) {
        List<String> cells = Table.cells(row, "", family);
        double[] drawn = Arrays.stream(forkValues)
                .filter(Double::isFinite)
                .filter(value -> value > 0)
                .toArray();
        ForkStrip strip = drawn.length == 0 ? null : ForkStrip.of(drawn);
        return new PageRow(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                mark(row.verdict()),
                axis.x(row.speedup()),
                axis.line(row.low(), row.high()),
                facts.of(row, strip),
                strip);
    }

    /** Its element in the page, and its class. */
    static String mark(Verdict verdict) {
        return verdict.label().substring(0, 1);
    }
}
