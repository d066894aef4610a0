// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;

/** A run's tables as plain text of at most 100 columns. */
public final class ConsoleReport {
    private static final int[] WIDTHS = {24, 8, 22, 8, 17, 0};
    private static final String KERNELS = "kernels/";

    private ConsoleReport() {}

    /** All tables of a run, with what a reader must know beneath them. */
    public static String of(Run run) {
        List<String> lines = new ArrayList<>();
        Summary summary = run.summary();
        if (summary == null) {
            return "run " + run.id() + " has no table yet\n";
        }
        String baseline = run.settings().variants().get(0);
        lines.add(Headline.host(run.host()));
        for (int i = 1; i < run.settings().variants().size(); i++) {
            String candidate = run.settings().variants().get(i);
            List<Comparison> rows = summary.comparisons().stream()
                    .filter(row -> row.candidate().equals(candidate))
                    .toList();
            lines.add("");
            lines.add(candidate + " against " + baseline + ", size "
                    + run.settings().size() + ", " + Headline.compilers(run));
            lines.add(Table.definition(run, candidate) + " Time and throughput are " + baseline + "'s.");
            lines.add("");
            lines.add(line(Table.HEAD));
            rows.forEach(row -> lines.add(line(Table.cells(row, KERNELS))));
            lines.add("");
            means(lines, summary, candidate);
            Table.legend(rows).forEach(lines::add);
        }
        lines.add("");
        lines.add("Controls, which run the same code on both sides:");
        summary.controls().forEach(control -> lines.addAll(wrap("  " + Table.sentence(control, baseline))));
        for (Warning warning : summary.warnings()) {
            lines.addAll(wrap("WARNING: " + warning.text()));
        }
        for (Run.Failure failure : run.failures()) {
            lines.addAll(wrap("FAILED: " + Headline.failure(failure)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void means(List<String> lines, Summary summary, String candidate) {
        lines.add("geometric mean over these workloads (no sample of anything else):");
        for (Summary.Mean mean : summary.means()) {
            if (mean.candidate().equals(candidate)) {
                List<String> cells = Table.cells(mean);
                String rows = cells.get(1) + (mean.rows() == 1 ? " workload" : " workloads");
                lines.add(line(List.of(cells.get(0), "", rows, cells.get(2), cells.get(3), "")));
            }
        }
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean text = i == 0 || i == cells.size() - 1;
            line.append(text ? Format.left(cells.get(i), WIDTHS[i]) : Format.right(cells.get(i), WIDTHS[i]));
            line.append(i == cells.size() - 2 ? "  " : " ");
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > 100) {
            int space = rest.lastIndexOf(' ', 100);
            if (space <= 4) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = "    " + rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }
}
