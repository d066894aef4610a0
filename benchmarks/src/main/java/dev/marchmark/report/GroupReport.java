// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs side by side, a line for each group of workloads: what a level gives by group, optimisation and compiler, as Markdown. */
public final class GroupReport {
    private static final String ALL = "";
    private static final int MOST_GAINS = 10;

    private GroupReport() {}

    /**
     * One candidate of one run.
     *
     * @param groups its rows by group, and all of them by {@link #ALL}
     * @param means of them with their intervals, likewise
     */
    private record Column(
            Run run,
            Summary summary,
            String candidate,
            Map<String, List<Comparison>> groups,
            Map<String, String> means) {
        static Column of(Run run, Summary summary, String candidate) {
            List<Comparison> all = summary.comparisons(candidate);
            Map<String, List<Comparison>> groups =
                    new HashMap<>(all.stream().collect(Collectors.groupingBy(Comparison::group)));
            groups.put(ALL, all);
            Map<String, String> means = summary.means().stream()
                    .filter(mean -> mean.candidate().equals(candidate))
                    .collect(Collectors.toMap(Summary.Mean::group, Column::mean, (one, other) -> one));
            return new Column(run, summary, candidate, groups, means);
        }

        private static String mean(Summary.Mean mean) {
            List<String> cells = Table.cells(mean);
            return cells.get(2) + " (" + cells.get(3) + ")";
        }

        String title() {
            return candidate + " against " + run.settings().variants().get(0) + ", " + Headline.toolchain(run) + ", on "
                    + run.host().name();
        }

        List<Comparison> rows(String group) {
            return groups.getOrDefault(group, List.of());
        }

        /** The group's geometric mean with its interval, and how many of its rows got which verdict. */
        String cell(String group) {
            List<Comparison> rows = rows(group);
            if (rows.isEmpty()) {
                return "";
            }
            return means.getOrDefault(group, "") + "; of " + rows.size() + ": "
                    + Answer.count(rows, Verdict.FASTER) + " faster, " + Answer.count(rows, Verdict.SLOWER)
                    + " slower, " + Answer.count(rows, Verdict.EQUIVALENT) + " equivalent";
        }

        /** The rows of a verdict, that of the largest difference first. */
        String named(Verdict verdict, int most) {
            return Answer.named(rows(ALL), verdict, most);
        }
    }

    /** One table, a column for each candidate of each run; beneath it each column's gains and losses, and its controls. */
    public static String of(List<Run> runs) {
        List<Column> columns = new ArrayList<>();
        for (Run run : runs) {
            Summary summary = run.summary();
            List<String> variants = run.settings().variants();
            if (summary != null) {
                variants.subList(1, variants.size())
                        .forEach(candidate -> columns.add(Column.of(run, summary, candidate)));
            }
        }
        List<String> groups = new ArrayList<>(columns.stream()
                .flatMap(column -> column.rows(ALL).stream().map(Comparison::group))
                .collect(Collectors.toCollection(TreeSet::new)));
        groups.add(ALL);
        List<String> lines = new ArrayList<>();
        lines.add(columns.stream()
                .map(column -> MarkdownReport.escape(column.title()))
                .collect(Collectors.joining(" | ", "| group | ", " |")));
        lines.add("|---|" + "---|".repeat(columns.size()));
        for (String group : groups) {
            lines.add(columns.stream()
                    .map(column -> column.cell(group))
                    .collect(Collectors.joining(
                            " | ", "| " + (group.equals(ALL) ? "all" : MarkdownReport.escape(group)) + " | ", " |")));
        }
        for (Column column : columns) {
            lines.add("");
            lines.add(MarkdownReport.escape(column.title()) + ":");
            lines.add("");
            lines.add("- faster: " + MarkdownReport.escape(column.named(Verdict.FASTER, MOST_GAINS)));
            lines.add("- slower: " + MarkdownReport.escape(column.named(Verdict.SLOWER, Integer.MAX_VALUE)));
            String baseline = column.run().settings().variants().get(0);
            column.summary()
                    .controls()
                    .forEach(control -> lines.add("- " + MarkdownReport.escape(Table.sentence(control, baseline))));
        }
        return String.join("\n", lines) + "\n";
    }
}
