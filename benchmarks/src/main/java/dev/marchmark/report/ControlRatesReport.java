// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.ControlRates;
import dev.marchmark.model.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How often runs call identical code different, as Markdown: a line for each run and kind of identical code, and all runs. */
public final class ControlRatesReport {
    private static final List<String> HEAD = List.of(
            "run",
            "identical code",
            "comparisons",
            "called different",
            "tables",
            "with any row called different",
            "median difference",
            "median half width");

    private ControlRatesReport() {}

    /** The table of these runs. */
    public static String of(List<ControlRates.Measured> runs) {
        List<String> lines = new ArrayList<>();
        lines.add(line(HEAD));
        lines.add("|---|---|---:|---|---:|---|---:|---:|");
        runs.forEach(run -> addLines(lines, run.run().id(), List.of(run)));
        if (runs.size() > 1) {
            addLines(lines, "all", runs);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void addLines(List<String> lines, String title, List<ControlRates.Measured> runs) {
        for (ControlRates rates : ControlRates.of(runs)) {
            lines.add(line(List.of(
                    MarkdownReport.escape(title),
                    title(rates.code()),
                    Integer.toString(rates.comparisons()),
                    CalibrationReport.share(rates.flagged(), rates.comparisons()),
                    Integer.toString(rates.tables()),
                    rates.tables() == 0 ? "" : CalibrationReport.share(rates.flaggedTables(), rates.tables()),
                    Format.percent(rates.medianDifference()),
                    Format.percent(rates.medianHalfWidth()))));
        }
    }

    /** The kind of identical code. */
    static String title(Contrast code) {
        return code == Contrast.VARIANTS ? "rows that the compiler left alone" : CalibrationReport.title(code);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
