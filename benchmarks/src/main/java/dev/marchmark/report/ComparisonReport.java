// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.CodeChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What another build makes of functions, as text and as Markdown. */
public final class ComparisonReport {
    private static final List<String> HEAD = List.of("change", "bytes", "difference", "needed more often");
    private static final int NAME = 30;
    private static final int CHANGE = 20;
    private static final int BYTES = 9;
    private static final int DIFFERENCE = 12;
    /** The largest functions that change most come first. */
    private static final Comparator<FunctionChange> MOST_TELLING = Comparator.comparing(FunctionChange::change)
            .reversed()
            .thenComparing(
                    Comparator.comparingLong(FunctionChange::baselineBytes).reversed())
            .thenComparing(FunctionChange::name);

    private final boolean markdown;
    private final List<String> lines = new ArrayList<>();

    private ComparisonReport(boolean markdown) {
        this.markdown = markdown;
    }

    /** Lines of plain text, with that many of the functions that are not identical. */
    public static String console(BuildComparison comparison, int functions) {
        return new ComparisonReport(false).text(comparison, functions);
    }

    /** The same as Markdown. */
    public static String markdown(BuildComparison comparison, int functions) {
        return new ComparisonReport(true).text(comparison, functions);
    }

    private String text(BuildComparison comparison, int most) {
        sentence("baseline: " + comparison.baseline());
        sentence("candidate: " + comparison.candidate());
        lines.add("");
        row("functions", List.of("number", "bytes", "difference", ""));
        if (markdown) {
            lines.add("|---|---:|---:|---:|---|");
        }
        for (CodeChange change : CodeChange.values()) {
            List<FunctionChange> of = comparison.functions().stream()
                    .filter(function -> function.change() == change)
                    .toList();
            row(change.label(), cells(Integer.toString(of.size()), of));
        }
        row("all", cells(Integer.toString(comparison.functions().size()), comparison.functions()));
        only("the baseline", comparison.onlyBaseline());
        only("the candidate", comparison.onlyCandidate());
        List<FunctionChange> changed = comparison.functions().stream()
                .filter(function -> function.change() != CodeChange.IDENTICAL)
                .sorted(MOST_TELLING)
                .toList();
        if (changed.isEmpty()) {
            lines.add("");
            sentence("no function of both builds differs");
        } else if (most > 0) {
            lines.add("");
            row("function", HEAD);
            if (markdown) {
                lines.add("|---|---|---:|---:|---|");
            }
            for (FunctionChange function : changed.subList(0, Math.min(most, changed.size()))) {
                row(function.name(), cells(function.change().label(), List.of(function)));
            }
            if (changed.size() > most) {
                lines.add("");
                sentence(changed.size() - most + " more; --functions N prints more");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> cells(String first, List<FunctionChange> functions) {
        long baseline =
                functions.stream().mapToLong(FunctionChange::baselineBytes).sum();
        long candidate =
                functions.stream().mapToLong(FunctionChange::candidateBytes).sum();
        String features = functions.size() == 1
                ? functions.get(0).features().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(feature -> feature.getKey() + " " + feature.getValue())
                        .collect(Collectors.joining(", "))
                : "";
        return List.of(
                first, Long.toString(baseline), (candidate > baseline ? "+" : "") + (candidate - baseline), features);
    }

    private void only(String build, List<String> names) {
        if (!names.isEmpty()) {
            lines.add("");
            sentence(names.size() + " only in " + build + ": "
                    + String.join(", ", names.subList(0, Math.min(5, names.size())))
                    + (names.size() > 5 ? " ..." : ""));
        }
    }

    private void sentence(String text) {
        if (markdown) {
            lines.add("- " + MarkdownReport.escape(text));
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    private void row(String name, List<String> cells) {
        if (markdown) {
            lines.add("| " + MarkdownReport.escape(name) + " | "
                    + cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ")) + " |");
            return;
        }
        String line = Format.left(Format.clipEnd(Format.printable(name), NAME), NAME) + " "
                + Format.left(cells.get(0), CHANGE)
                + Format.right(cells.get(1), BYTES)
                + Format.right(cells.get(2), DIFFERENCE)
                + "  ";
        lines.add((line + Format.clipEnd(cells.get(3), Format.COLUMNS - line.length())).stripTrailing());
    }
}
