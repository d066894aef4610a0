// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table says to who reads no further: one candidate against the baseline, in sentences with intervals.
 *
 * @param faster whether it is faster, and by how much overall
 * @param counts of rows by verdict
 * @param gains the rows that gain most
 * @param losses the rows that lose most
 * @param trust what the controls say of all of it
 */
record Answer(String faster, String counts, String gains, String losses, String trust) {
    private static final int FEWEST_WITH_A_MIDDLE = 5;

    // Of fewer rows of the same code none is flagged by a sound instrument, nor by an unsound one, more often than not.
    private static final int FEWEST_CONTROLS = 20;

    /** After these no number of a run means anything. */
    private static final Set<Warning.Kind> FATAL = Set.of(Warning.Kind.EMULATED, Warning.Kind.CPU_CHANGED);

    /** @param most rows to name on either side */
    static Answer of(Run run, Summary summary, String candidate, int most) {
        List<Comparison> rows = summary.comparisons(candidate);
        return new Answer(
                faster(run, summary, candidate, rows),
                counts(rows, run.settings().marginPercent()),
                named(rows, Verdict.FASTER, most),
                named(rows, Verdict.SLOWER, most),
                trust(summary));
    }

    private static String faster(Run run, Summary summary, String candidate, List<Comparison> rows) {
        if (rows.isEmpty()) {
            return "Nothing was measured.";
        }
        Summary.Mean mean = overall(summary, candidate)
                .orElseGet(() -> new Summary.Mean(
                        "",
                        candidate,
                        1,
                        rows.get(0).speedup(),
                        rows.get(0).low(),
                        rows.get(0).high()));
        double margin = 1 + run.settings().marginPercent() / 100;
        String lead;
        if (1 / margin < mean.low() && mean.high() < margin) {
            lead = "No difference to speak of";
        } else if (mean.low() <= 1 && mean.high() >= 1) {
            lead = "That can't be told";
        } else if (Math.abs(Math.log(mean.speedup())) <= sameCode(summary)) {
            lead = "No more than the same code differs from itself here";
        } else {
            lead = mean.low() > 1 ? "Yes" : "No, it is slower";
        }
        List<String> cells = Table.cells(mean);
        return lead + ": " + candidate + " is " + cells.get(2) + " times as fast as "
                + run.settings().variants().get(0) + " (95 % interval " + cells.get(3) + "), "
                + (mean.rows() == 1
                        ? "by the one workload that was measured."
                        : "by the geometric mean of these " + mean.rows() + " workloads.");
    }

    /** How far the controls' geometric mean is from 1, that of the farther of both kinds: log units, 0 without controls. */
    private static double sameCode(Summary summary) {
        return summary.controlRows().stream()
                .collect(Collectors.groupingBy(
                        Comparison::contrast, Collectors.averagingDouble(row -> Math.log(row.speedup()))))
                .values()
                .stream()
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
    }

    /** The geometric mean over all rows; empty where there are none. */
    static Optional<Summary.Mean> overall(Summary summary, String candidate) {
        return summary.means().stream()
                .filter(mean ->
                        mean.candidate().equals(candidate) && mean.group().isEmpty())
                .findFirst();
    }

    private static String counts(List<Comparison> rows, double marginPercent) {
        return "Of " + Format.count(rows.size(), "workload", "workloads") + " "
                + Format.count(count(rows, Verdict.FASTER), "gains", "gain") + ", "
                + Format.count(count(rows, Verdict.SLOWER), "loses", "lose") + ", "
                + Format.count(count(rows, Verdict.EQUIVALENT), "does neither", "do neither") + " (within "
                + marginPercent + " %), " + Format.count(count(rows, Verdict.INCONCLUSIVE), "is open", "are open")
                + ": more processes could tell." + middle(rows);
    }

    /** The row in the middle says what a mean hides that rests on a few large gains. */
    private static String middle(List<Comparison> rows) {
        if (rows.size() < FEWEST_WITH_A_MIDDLE) {
            return "";
        }
        Comparison row = rows.stream()
                .sorted(Comparator.comparingDouble(Comparison::speedup))
                .toList()
                .get(rows.size() / 2);
        return " In the middle of them is " + cited(row) + ".";
    }

    /** A row's name, speed-up and interval, and whether that is no more than what its own copies show. */
    private static String cited(Comparison row) {
        boolean likeCopies = row.warnings().stream().anyMatch(warning -> warning.kind() == Warning.Kind.CONTROL);
        return name(row.workload()) + " " + Format.ratio(row.speedup(), (row.high() - row.low()) / 2) + " ("
                + Table.interval(row.low(), row.high()) + (likeCopies ? "; its own copies differ as much)" : ")");
    }

    static long count(List<Comparison> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** The rows of a verdict with their intervals, that of the largest difference first. */
    static String named(List<Comparison> all, Verdict verdict, int most) {
        List<Comparison> rows = all.stream()
                .filter(row -> row.verdict() == verdict)
                .sorted(Comparator.comparingDouble((Comparison row) -> Math.abs(Math.log(row.speedup())))
                        .reversed())
                .toList();
        return rows.isEmpty()
                ? "none"
                : rows.stream().limit(most).map(Answer::cited).collect(Collectors.joining(", "))
                        + (rows.size() > most ? ", and " + (rows.size() - most) + " more" : "");
    }

    /** A kernel's own name; a package's operation together with its package, as several have operations of one name. */
    private static String name(String workload) {
        boolean isPackage = Workload.kind(workload).equals(Workload.PACKAGES);
        return workload.substring(1 + (isPackage ? workload.indexOf('/') : workload.lastIndexOf('/')));
    }

    private static String trust(Summary summary) {
        List<Warning> warnings = summary.warnings();
        Optional<Warning> fatal = warnings.stream()
                .filter(warning -> FATAL.contains(warning.kind()))
                .findFirst();
        if (fatal.isPresent()) {
            return "No: " + fatal.get().text() + ".";
        }
        if (summary.controls().isEmpty()) {
            return "That is not known: no row has a control.";
        }
        String controls = " The same code on both sides was called different in "
                + summary.controls().stream().map(Answer::share).collect(Collectors.joining(", "))
                + ", where chance alone makes it 1 in 20. In a typical one a difference below "
                + summary.controls().stream()
                        .map(control -> Format.percent(control.medianDetectable()))
                        .collect(Collectors.joining(", "))
                + " would not have been seen: rows that differ by less are not to be built on.";
        String more = warnings.isEmpty()
                ? ""
                : warnings.size() == 1 ? " A warning stands below." : " " + warnings.size() + " warnings stand below.";
        return warnings.stream()
                        .filter(warning -> warning.kind() == Warning.Kind.CONTROL)
                        .findFirst()
                        .map(warning -> "With care: " + warning.text() + ".")
                        .orElse(
                                summary.controls().stream()
                                                        .mapToInt(Summary.Control::rows)
                                                        .sum()
                                                < FEWEST_CONTROLS
                                        ? "Too few rows and processes to tell."
                                        : "Rows that differ by more than the controls could see, yes.")
                + controls
                + more;
    }

    private static String share(Summary.Control control) {
        return control.flagged() + " of " + Format.count(control.rows(), "row", "rows") + " ("
                + switch (control.contrast()) {
                    case COPY -> "a byte copy";
                    case RELINKED -> "linked anew";
                    default -> "the level changes nothing";
                } + ")";
    }
}
