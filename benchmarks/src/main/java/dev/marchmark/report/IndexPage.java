// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.HostIndex;
import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Price;
import java.util.ArrayList;
import java.util.List;

/** The index as a page of HTML: tables of hosts whose cells are shaded, and say in numbers what the shade says. */
final class IndexPage {
    private IndexPage() {}

    /** What the template shows. */
    record Page(
            String title,
            String style,
            String policy,
            String answer,
            List<String> notes,
            List<Heat> sections,
            List<Link> runs) {}

    /** @param costs what the same work costs: one table, or none */
    record Heat(
            String anchor,
            String heading,
            String outcome,
            String definition,
            List<Link> columns,
            List<Line> lines,
            List<Costs> costs) {}

    record Costs(String definition, List<CostLine> lines) {}

    record Line(String host, String compilers, List<List<IndexCell>> cells) {}

    /** @param remark what is special about its target; empty for most */
    record Link(String target, String text, String remark) {}

    static String of(List<PublishedRun> runs, List<HostIndex.Section> sections, List<Price> prices) {
        int newestMethod = IndexReport.newestMethod(runs);
        String style = Template.resource("page.css") + Template.resource("index.css");
        List<Heat> heats = new ArrayList<>();
        for (HostIndex.Section section : sections) {
            heats.add(new Heat(
                    "table-" + heats.size(),
                    IndexReport.title(section.compared()),
                    IndexReport.outcome(section),
                    IndexReport.definition(section.compared()) + IndexReport.merging(section),
                    section.groups().stream()
                            .map(group ->
                                    new Link(IndexReport.page(group), group.substring(1 + group.lastIndexOf('/')), ""))
                            .toList(),
                    section.lines().stream()
                            .map(line -> line(line, newestMethod))
                            .toList(),
                    costs(section, prices)));
        }
        return Template.fill(
                "index.mustache",
                new Page(
                        "marchmark: results",
                        style,
                        Template.policy(style, null),
                        IndexReport.answer(runs),
                        IndexReport.notes(),
                        heats,
                        runs.stream()
                                .map(run -> new Link(
                                        run.folder() + "/table.md",
                                        run.folder(),
                                        ", " + run.profile() + ", " + IndexReport.method(run)
                                                + (run.controlsDiffer() ? ", controls differ" : "")))
                                .toList()));
    }

    private static List<Costs> costs(HostIndex.Section section, List<Price> prices) {
        List<CostLine> lines = CostLine.of(section, prices);
        return lines.isEmpty() ? List.of() : List.of(new Costs(CostLine.definition(section, lines), lines));
    }

    private static Line line(HostIndex.Line line, int newestMethod) {
        return new Line(
                line.host(),
                line.compilers(),
                line.cells().stream()
                        .map(cell -> IndexCell.of(cell, newestMethod))
                        .toList());
    }
}
