// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.BuildComparison.Rest;
import dev.marchmark.model.CodeChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What another build makes of functions, as text and as Markdown. */
public final class ComparisonReport {
    private static final int NAME = 29;
    private static final int CHANGE = 22;
    private static final int BYTES = 9;
    private static final int DIFFERENCE = 12;
    private static final String LEGEND =
            "From little to much: registers only, or stack slots; scalar: other instructions for the same steps, such as BMI,"
                    + " fused multiply-adds, three operands, on vectors as wide as before too; wider vectors; vectorised"
                    + " anew: no arithmetic on vectors before; different structure: another number of branches, and none"
                    + " of these.";
    /** The largest functions that change most come first. */
    private static final Comparator<FunctionChange> MOST_TELLING = Comparator.comparing(FunctionChange::change)
            .reversed()
            .thenComparing(
                    Comparator.comparingLong(FunctionChange::baselineBytes).reversed())
            .thenComparing(FunctionChange::name);

    private final Sheet sheet;

    private ComparisonReport(boolean markdown) {
        this.sheet = new Sheet(markdown);
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
        sheet.sentence("baseline: " + comparison.baseline());
        sheet.sentence("candidate: " + comparison.candidate());
        sheet.gap();
        sheet.table("functions", NAME)
                .number("number", CHANGE)
                .number("bytes", BYTES)
                .number("difference", DIFFERENCE)
                .head();
        for (CodeChange change : CodeChange.values()) {
            List<FunctionChange> of = comparison.functions().stream()
                    .filter(function -> function.change() == change)
                    .toList();
            sheet.row(change.label(), cells(Integer.toString(of.size()), of));
        }
        sheet.row("all", cells(Integer.toString(comparison.functions().size()), comparison.functions()));
        Map<String, Long> features = new TreeMap<>();
        comparison.functions().forEach(each -> each.features()
                .forEach((name, more) -> features.merge(name, more, Long::sum)));
        if (!features.isEmpty()) {
            sheet.gap();
            sheet.sentence("needed more often in these: " + Format.tally(features));
        }
        only("the baseline", comparison.onlyBaseline());
        only("the candidate", comparison.onlyCandidate());
        List<FunctionChange> changed = comparison.functions().stream()
                .filter(function -> function.change() != CodeChange.IDENTICAL)
                .sorted(MOST_TELLING)
                .toList();
        if (changed.isEmpty()) {
            sheet.gap();
            sheet.sentence("no function of both builds differs");
        } else if (most > 0) {
            functions(changed, most);
        }
        sheet.gap();
        rest("the baseline", comparison.baselineRest());
        rest("the candidate", comparison.candidateRest());
        sheet.sentence(LEGEND);
        return sheet.toString();
    }

    /** Of stripped files that is most of the code, and whoever reads the table must know. */
    private void rest(String build, Rest rest) {
        if (rest.functions() > 0) {
            sheet.sentence("not compared of " + build + ": functions without a name, " + rest.functions() + " with "
                    + rest.bytes() + " bytes; a build that is not stripped names them");
        }
        if (rest.otherBytes() > 0) {
            sheet.sentence("not looked at of " + build + ": " + rest.otherBytes()
                    + " bytes of padding, data, or assembly without unwind entries");
        }
    }

    private void functions(List<FunctionChange> changed, int most) {
        sheet.gap();
        sheet.table("function", NAME)
                .text("change", CHANGE)
                .number("bytes", BYTES)
                .number("difference", DIFFERENCE)
                .text("needed more often", Format.COLUMNS - NAME - CHANGE - BYTES - DIFFERENCE)
                .head();
        for (FunctionChange function : changed.subList(0, Math.min(most, changed.size()))) {
            List<String> cells = new ArrayList<>(cells(function.change().label(), List.of(function)));
            cells.add(Format.tally(function.features()));
            sheet.row(function.name(), cells);
        }
        if (changed.size() > most) {
            sheet.gap();
            sheet.sentence(changed.size() - most + " more; --functions N prints more");
        }
    }

    private static List<String> cells(String first, List<FunctionChange> functions) {
        long baseline =
                functions.stream().mapToLong(FunctionChange::baselineBytes).sum();
        long candidate =
                functions.stream().mapToLong(FunctionChange::candidateBytes).sum();
        return List.of(first, Long.toString(baseline), (candidate > baseline ? "+" : "") + (candidate - baseline));
    }

    private void only(String build, List<String> names) {
        if (!names.isEmpty()) {
            sheet.gap();
            sheet.sentence(names.size() + " only in " + build + ": "
                    + String.join(", ", names.subList(0, Math.min(5, names.size())))
                    + (names.size() > 5 ? " ..." : ""));
        }
    }
}
