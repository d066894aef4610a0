// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.Repetition;
import dev.marchmark.analysis.Repetition.Ratio;
import dev.marchmark.analysis.Repetition.Repeated;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a run that was measured again, as text and as Markdown. */
public final class RepetitionReport {
    private static final double CHANCE = 0.05;
    private static final int MOST_NAMED = 10;
    private static final List<String> HEAD = List.of(
            "workload",
            "candidate",
            "then",
            "95 % interval",
            "verdict",
            "now",
            "95 % interval",
            "verdict",
            "now / then",
            "joint 95 % interval",
            "");

    private final boolean markdown;
    private final List<String> lines = new ArrayList<>();

    private RepetitionReport(boolean markdown) {
        this.markdown = markdown;
    }

    /**
     * Plain text of at most 100 columns.
     *
     * @param differences in what the runs differ but for their results, a line each
     */
    public static String console(Repetition repetition, Run then, Run now, List<String> differences) {
        return new RepetitionReport(false).text(repetition, then, now, differences);
    }

    /** The same as Markdown. */
    public static String markdown(Repetition repetition, Run then, Run now, List<String> differences) {
        return new RepetitionReport(true).text(repetition, then, now, differences);
    }

    private String text(Repetition repetition, Run then, Run now, List<String> differences) {
        if (markdown) {
            lines.addAll(List.of("# Run " + MarkdownReport.escape(then.id()) + ", measured again", ""));
        }
        sentence("then: " + described(then));
        sentence("now: " + described(now));
        differences.forEach(difference -> sentence("differs: " + difference));
        lines.add("");
        if (repetition.rows().isEmpty()) {
            sentence("no row was measured in both runs");
        } else {
            rows(repetition.rows());
            lines.add("");
            summary(repetition);
        }
        only("then", repetition.onlyThen());
        only("now", repetition.onlyNow());
        return String.join("\n", lines) + "\n";
    }

    private static String described(Run run) {
        return "run " + run.id() + " on " + run.host().name() + ", started " + run.startedUtc() + ", "
                + run.settings().forks() + " forks a row, size "
                + run.settings().size() + ", baseline "
                + run.settings().variants().get(0);
    }

    private void rows(List<Repeated> rows) {
        if (!markdown) {
            rows.forEach(row -> lines.addAll(Format.wrap(sentence(row))));
            return;
        }
        lines.add(line(HEAD));
        lines.add("|---|---|---:|---|---|---:|---|---|---:|---|---|");
        for (Repeated row : rows) {
            List<String> cells =
                    new ArrayList<>(List.of(row.then().workload(), row.then().candidate()));
            for (Comparison of : List.of(row.then(), row.now())) {
                cells.addAll(List.of(
                        value(of.speedup(), of.low(), of.high()),
                        Table.interval(of.low(), of.high()),
                        of.verdict().label()));
            }
            Ratio change = row.change();
            cells.addAll(List.of(
                    value(change.value(), change.low(), change.high()),
                    Table.interval(change.low(), change.high()),
                    outcome(row)));
            lines.add(line(cells));
        }
    }

    private static String sentence(Repeated row) {
        return row.then().workload() + ", " + row.then().candidate() + ": " + described(row.then()) + " then, "
                + described(row.now()) + " now; now / then " + described(row.change()) + ": " + outcome(row);
    }

    private static String described(Comparison row) {
        return described(new Ratio(row.speedup(), row.low(), row.high())) + " "
                + row.verdict().label();
    }

    private static String described(Ratio ratio) {
        return value(ratio.value(), ratio.low(), ratio.high()) + " (" + Table.interval(ratio.low(), ratio.high()) + ")";
    }

    private static String value(double value, double low, double high) {
        return Format.ratio(value, (high - low) / 2);
    }

    private static String outcome(Repeated row) {
        return row.agrees() ? "agrees" : row.differs() ? "differs" : "differs*";
    }

    private void summary(Repetition repetition) {
        List<Repeated> rows = repetition.rows();
        List<Repeated> confirmed = rows.stream().filter(Repeated::differs).toList();
        long agree = rows.stream().filter(Repeated::agrees).count();
        long same = rows.stream()
                .filter(row -> row.then().verdict() == row.now().verdict())
                .count();
        List<Repeated> opposite = rows.stream().filter(Repeated::isOpposite).toList();
        repetition.means().stream()
                .filter(mean -> mean.rows() > 1)
                .forEach(mean -> sentence("geometric mean of " + mean.candidate() + " over " + mean.rows()
                        + " rows: " + described(mean.then()) + " then, " + described(mean.now())
                        + " now; now / then " + described(mean.change())));
        sentence("Of " + Format.count(rows.size(), "row", "rows") + " " + Format.count(agree, "agrees", "agree")
                + ": the joint interval of now / then holds 1. "
                + Format.count(rows.size() - agree, "differs", "differ") + " (chance alone: about "
                + Math.round(CHANCE * rows.size()) + "), " + confirmed.size()
                + " of them also where all rows are judged together (Holm, 5 %; others have a star)"
                + named(confirmed) + ". " + Format.count(same, "has", "have") + " the same verdict, "
                + opposite.size() + " the opposite one" + named(opposite) + ".");
    }

    private static String named(List<Repeated> rows) {
        return rows.isEmpty()
                ? ""
                : ": "
                        + listed(rows.stream()
                                .map(row -> row.then().workload() + ", "
                                        + row.then().candidate())
                                .toList());
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }

    private void only(String when, List<String> rows) {
        if (!rows.isEmpty()) {
            sentence("measured only " + when + ": " + listed(rows));
        }
    }

    private void sentence(String text) {
        if (markdown) {
            lines.add("- " + MarkdownReport.escape(text));
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
