// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;

/** A run's tables as plain text of at most 100 columns. */
public final class ConsoleReport {
    private static final String KERNELS = "kernels/";
    // What no honest cell exceeds; the first column gets what the others leave.
    private static final int[] MOST = {Format.COLUMNS, 10, 22, 10, 21, 21};
    private static final int GAPS = 6;

    private ConsoleReport() {}

    /** All tables of a run, with what a reader must know beneath them. */
    public static String of(Run run) {
        List<String> lines = new ArrayList<>();
        Summary summary = run.summary();
        if (summary == null) {
            return Format.printable("run " + run.id() + " has no table yet") + "\n";
        }
        String baseline = run.settings().variants().get(0);
        lines.addAll(Format.wrap(Headline.host(run.host())));
        Headline.leftOut(run).forEach(line -> lines.addAll(Format.wrap(line)));
        for (int i = 1; i < run.settings().variants().size(); i++) {
            String candidate = run.settings().variants().get(i);
            List<Comparison> rows = summary.comparisons(candidate);
            lines.add("");
            lines.addAll(Format.wrap(candidate + " against " + baseline + ", size "
                    + run.settings().size() + ", " + Headline.toolchain(run)));
            lines.addAll(Format.wrap(Table.definition(run, candidate) + " Time and throughput are " + baseline + "'s. "
                    + Table.INTERVALS));
            lines.add("");
            if (rows.isEmpty()) {
                lines.add("no row: no workload has two forks with blocks of every variant");
            } else {
                lines.addAll(tables(rows, run, summary, candidate));
            }
        }
        if (!summary.crossChecks().isEmpty()) {
            lines.add("");
            lines.addAll(Format.wrap(Table.crossCheckDefinition(summary)));
            summary.crossChecks()
                    .forEach(check -> lines.addAll(Format.wrap("  " + withoutPrefix(Table.sentence(check)))));
        }
        List<String> controls = controls(run);
        if (!controls.isEmpty()) {
            lines.add("");
            lines.add("Controls, which run the same code on both sides:");
        }
        lines.addAll(controls);
        CalibrationReport.quoted(run.calibration()).forEach(text -> lines.addAll(Format.wrap("  " + text)));
        for (Warning warning : summary.warnings()) {
            lines.addAll(Format.wrap("WARNING: " + warning.text()));
        }
        for (Run.Failure failure : run.failures()) {
            lines.addAll(Format.wrap("FAILED: " + Headline.failure(failure)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What the controls of a run came to, a few lines each; none where it has no table yet. */
    public static List<String> controls(Run run) {
        Summary summary = run.summary();
        String baseline = run.settings().variants().get(0);
        return summary == null
                ? List.of()
                : summary.controls().stream()
                        .flatMap(control -> Format.wrap("  " + Table.sentence(control, baseline)).stream())
                        .toList();
    }

    private static List<String> tables(List<Comparison> rows, Run run, Summary summary, String candidate) {
        Family family = Family.of(run.settings());
        List<List<String>> cells = new ArrayList<>();
        cells.add(Table.HEAD);
        rows.forEach(row -> cells.add(printable(cells(run, row, family))));
        for (List<String> mean : Table.means(summary, candidate)) {
            cells.add(printable(List.of(mean.get(0), "", mean.get(1) + " workloads", mean.get(2), mean.get(3), "")));
        }
        int[] widths = widths(cells);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (i == 1 + rows.size()) {
                lines.add("");
                lines.add("geometric mean over these workloads (no sample of anything else):");
            }
            lines.add(line(cells.get(i), widths));
        }
        List<Comparison> aligned =
                rows.stream().filter(row -> row.aligned() != null).toList();
        if (!aligned.isEmpty()) {
            lines.add("");
            lines.add("aligned: the same with every buffer 64-byte aligned, as malloc does not place them:");
            aligned.forEach(
                    row -> lines.addAll(Format.wrap(Format.printable(row.workload()) + " " + Detail.aligned(row))));
        }
        List<String> legend = new ArrayList<>(Table.legend(rows, family));
        if (rows.stream().anyMatch(row -> Table.isSameCode(run, row))) {
            legend.add("= both variants are the same machine code: the row is a control");
        }
        if (rows.stream().anyMatch(row -> Table.differs(run, row))) {
            legend.add("~ its results differ from the baseline's, within the tolerance; table.md says by how much");
        }
        if (!legend.isEmpty()) {
            lines.add("");
            legend.forEach(text -> lines.addAll(Format.wrap(text)));
        }
        return lines;
    }

    private static String withoutPrefix(String line) {
        return line.startsWith(KERNELS) ? line.substring(KERNELS.length()) : line;
    }

    private static List<String> cells(Run run, Comparison row, Family family) {
        List<String> cells = new ArrayList<>(Table.cells(row, KERNELS, family));
        String marks = (Table.isSameCode(run, row) ? "=" : "") + (Table.differs(run, row) ? "~" : "");
        cells.set(cells.size() - 1, marks + cells.get(cells.size() - 1));
        return cells;
    }

    private static List<String> printable(List<String> cells) {
        return cells.stream().map(Format::printable).toList();
    }

    private static int[] widths(List<List<String>> cells) {
        int[] widths = new int[MOST.length];
        int others = GAPS;
        for (int i = MOST.length - 1; i >= 0; i--) {
            int column = i;
            int widest = cells.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            widths[i] = Math.min(widest, i == 0 ? Format.COLUMNS - others : MOST[i]);
            others += widths[i];
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = i == 0 ? Format.clipFront(cells.get(i), widths[i]) : Format.clipEnd(cells.get(i), widths[i]);
            boolean text = i == 0 || i == cells.size() - 1;
            line.append(text ? Format.left(cell, widths[i]) : Format.right(cell, widths[i]));
            line.append(i == cells.size() - 2 ? "  " : " ");
        }
        return line.toString().stripTrailing();
    }
}
