// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of the page: its cells, its drawing, and what it opens to.
 *
 * @param sort the speed-up, by which the page sorts
 * @param interval the line of the drawing, as an SVG path
 * @param point the mark of the drawing, as an SVG path: another shape for each verdict
 * @param forks a tick for each fork's value, as an SVG path
 */
record PageRow(
        String workload,
        String group,
        String time,
        String throughput,
        String speedup,
        String bounds,
        String verdict,
        String kind,
        double sort,
        String interval,
        String point,
        String forks,
        List<Fact> facts) {
    private static final int HASH_DIGITS = 12;

    /** One line of what a row opens to. */
    record Fact(String what, String value) {}

    static PageRow of(Comparison row, Run run, ForestAxis axis, double[] forkValues) {
        List<String> cells = Table.cells(row, "", Family.of(run.settings()));
        return new PageRow(
                cells.get(0),
                row.group(),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                row.verdict().label(),
                row.speedup(),
                axis.line(row.low(), row.high()),
                axis.mark(row.verdict(), row.speedup()),
                Arrays.stream(forkValues)
                        .filter(value -> !axis.isBeyond(value))
                        .mapToObj(value -> "M" + axis.x(value) + " 2v10")
                        .collect(Collectors.joining()),
                facts(row, run));
    }

    private static List<Fact> facts(Comparison row, Run run) {
        List<Fact> facts = new ArrayList<>();
        row.warnings().forEach(warning -> facts.add(new Fact("warning", warning.text())));
        add(facts, "code", Table.code(run, row));
        if (run.instructions() != null) {
            add(facts, CountReport.head(run.instructions()), CountReport.cell(run, row));
        }
        add(facts, "results", Table.results(run, row));
        facts.add(new Fact("95 % interval, all rows", Table.interval(row.simultaneousLow(), row.simultaneousHigh())));
        facts.add(new Fact(
                "forks",
                row.forks() + ", SD between them " + Format.percent(row.forkSd()) + ", smallest effect it could see "
                        + Format.percent(row.detectable() - 1)));
        facts.add(new Fact("blocks", row.blocks() + ", and " + row.dropped() + " dropped as disturbed"));
        facts.add(new Fact(
                "in slices of 2 to 32 ms, time changes by",
                Format.signedPercent(row.baselineLevelShift()) + " (" + row.baseline() + "), "
                        + Format.signedPercent(row.candidateLevelShift()) + " (" + row.candidate() + ")"));
        Comparison.Order order = row.order();
        if (order != null) {
            facts.add(new Fact(
                    "following the other variant",
                    Format.signedPercent(order.effect()) + " (" + Format.signedPercent(order.low()) + " to "
                            + Format.signedPercent(order.high()) + ")"));
        }
        Comparison.Spread spread = row.spread();
        if (spread != null) {
            facts.add(new Fact("layouts span", Format.percent(Math.expm1(spread.layoutSpan()))));
        }
        if (row.aligned() != null) {
            facts.add(new Fact("aligned to 64 bytes", Detail.aligned(row)));
        }
        for (String variant : List.of(row.baseline(), row.candidate())) {
            add(
                    facts,
                    "libraries of " + variant + ", SHA-256",
                    run.libraries(row.workload(), variant).stream()
                            .map(library -> library.sha256()
                                    .substring(
                                            0,
                                            Math.min(
                                                    HASH_DIGITS,
                                                    library.sha256().length())))
                            .collect(Collectors.joining(" ")));
        }
        return facts;
    }

    private static void add(List<Fact> facts, String what, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(what, value));
        }
    }
}
