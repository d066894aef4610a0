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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs side by side, a line for each group of workloads: what a level gives by group, optimisation and compiler, as Markdown. */
public final class GroupReport {
    private static final String ALL = "";

    // Four runs of all kernels stand in one README: of the losses, which are fewer, all that a reader should know of.
    private static final int MOST_GAINS = 6;
    private static final int MOST_LOSSES = 10;

    // Of a compiler's own line, "gcc (Debian 12.2.0-14+deb12u1) 12.2.0", who packaged it.
    private static final Pattern PACKAGED = Pattern.compile(" \\([^()]*\\)");

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

        String baseline() {
            return run.settings().variants().get(0);
        }

        String host() {
            return run.host().name();
        }

        /** What stands over the column: the compiler in short, and the host where there are several. */
        String head(boolean oneHost) {
            return candidate + " against " + baseline() + ", "
                    + PACKAGED.matcher(Headline.toolchain(run)).replaceAll("") + (oneHost ? "" : ", on " + host());
        }

        String title() {
            return candidate + " against " + baseline() + ", " + Headline.toolchain(run) + ", on " + host() + ", "
                    + run.settings().forks() + " forks a row, run " + run.id();
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
            String verdicts = Answer.count(rows, Verdict.FASTER) + " / " + Answer.count(rows, Verdict.SLOWER) + " / "
                    + Answer.count(rows, Verdict.EQUIVALENT) + " of " + rows.size();
            return means.containsKey(group) ? means.get(group) + "; " + verdicts : verdicts;
        }

        /** How often each kind of identical code was called different. */
        String controls() {
            return summary.controls().stream()
                    .filter(control ->
                            control.candidate() == null || control.candidate().equals(candidate))
                    .map(control -> ControlRatesReport.title(control.contrast()) + " " + control.flagged() + " of "
                            + control.rows() + ", " + Format.percent(control.medianDetectable()))
                    .collect(Collectors.joining("; "));
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
        boolean oneHost = columns.stream().map(Column::host).distinct().count() == 1;
        List<String> lines = new ArrayList<>();
        lines.add("In each cell the geometric mean of the speed-ups and its 95 % interval; then how many"
                + " rows are faster / slower / equivalent, of how many.");
        lines.add("");
        lines.add(columns.stream()
                .map(column -> MarkdownReport.escape(column.head(oneHost)))
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
            lines.add("- slower: " + MarkdownReport.escape(column.named(Verdict.SLOWER, MOST_LOSSES)));
            lines.add("- identical code called different, and the smallest effect that it could see: "
                    + column.controls());
        }
        return String.join("\n", lines) + "\n";
    }
}
