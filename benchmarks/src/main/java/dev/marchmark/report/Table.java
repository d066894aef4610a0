// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.CrossChecks;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.NumericClass;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The cells and sentences of a run's table, the same for the console and for Markdown. */
final class Table {
    static final List<String> HEAD = List.of("workload", "time", "throughput", "speed-up", "95 % interval", "verdict");

    /** Which of the two kinds of interval the one in {@link #HEAD} is. */
    static final String INTERVALS = "Each interval is for its row alone.";

    /** What an interval says that reaches everywhere. */
    static final String ANYTHING = "anything";

    private static final String CODE =
            "code: the largest change of a function of the library that is timed; features that only the candidate's functions"
                    + " need; how their size changes, padding between them not counted";

    private static final double MOST_ULPS_IN_FULL = 1e6;

    private Table() {}

    /** What the numbers are: one sentence, for the head of every table. */
    static String definition(Run run, String candidate) {
        return "speed-up = time(" + run.settings().variants().get(0) + ") / time(" + candidate + "): above 1, "
                + candidate + " is faster.";
    }

    static List<String> cells(Comparison row, String kernelsPrefix, Family family) {
        double halfWidth = (row.high() - row.low()) / 2;
        return List.of(
                row.workload().startsWith(kernelsPrefix)
                        ? row.workload().substring(kernelsPrefix.length())
                        : row.workload(),
                Format.time(row.baselineNanos()),
                Format.throughput(row.work(), row.baselineNanos(), row.unit()),
                Format.ratio(row.speedup(), halfWidth),
                interval(row.low(), row.high()),
                row.verdict().label() + (row.flagged() && !family.confirms(row) ? "*" : "") + marks(row));
    }

    static String interval(double low, double high) {
        double halfWidth = (high - low) / 2;
        return Format.ratio(low, halfWidth) + " - " + Format.ratio(high, halfWidth);
    }

    /** The interval that holds for all rows of the run's tables at once. */
    static String simultaneous(Comparison row) {
        Double low = row.simultaneousLow();
        Double high = row.simultaneousHigh();
        return low == null || high == null ? ANYTHING : interval(low, high);
    }

    /** A run's candidates in the order of their tables: that of the highest level first, which is most often asked for. */
    static List<String> candidates(Run run) {
        return run.variants().stream()
                .skip(1)
                .sorted(Comparator.comparingInt(Variant::level).reversed())
                .map(Variant::name)
                .toList();
    }

    /** A letter for each kind of warning that the row carries; {@link #legend} explains them. */
    private static String marks(Comparison row) {
        StringBuilder marks = new StringBuilder();
        for (Warning.Kind kind : Warning.Kind.values()) {
            if (row.warnings().stream().anyMatch(warning -> warning.kind() == kind)) {
                marks.append(mark(kind));
            }
        }
        return marks.isEmpty() ? "" : " (" + marks + ")";
    }

    private static char mark(Warning.Kind kind) {
        return switch (kind) {
            case DISTURBED -> 'd';
            case LEVEL_SHIFT -> 'l';
            case LONG_SLICES -> 's';
            case FEW_FORKS -> 'f';
            case ONE_LAYOUT -> '1';
            case CONTROL -> 'c';
            case ORDER -> 'o';
            case LAYOUTS -> 'y';
            case FORK_MODES -> 'b';
            case TARGET_MISSED -> 'w';
            case ORDER_DEPENDENT -> 'x';
            case STEAL -> 't';
            case FREQUENCY -> 'q';
            case CPU_CHANGED -> 'm';
            case EMULATED -> 'e';
            case PACKAGE -> 'p';
            case HOST -> 'h';
        };
    }

    /** How the row's results compare with the baseline's; empty where that is not known. */
    static String results(Run run, Comparison row) {
        return run.numerics(row.workload(), row.candidate())
                .map(numerics -> numerics.numericClass() == NumericClass.IDENTICAL
                        ? "identical"
                        : String.format(
                                Locale.ROOT,
                                numerics.largestUlps() < MOST_ULPS_IN_FULL
                                        ? "within %.1e of the largest value (%.0f ulp)"
                                        : "within %.1e of the largest value (%.1e ulp)",
                                numerics.largestDifference(),
                                numerics.largestUlps()))
                .orElse("");
    }

    /** Whether the row's results are known to differ in some bit. */
    static boolean differs(Run run, Comparison row) {
        return run.numerics(row.workload(), row.candidate())
                .map(numerics -> numerics.numericClass() != NumericClass.IDENTICAL)
                .orElse(false);
    }

    /** What the row's machine code is to the baseline's; empty where that is not known. */
    static String code(Run run, Comparison row) {
        return run.code(row.workload(), row.candidate())
                .map(code -> code.codeClass().label()
                        + (code.features().isEmpty() ? "" : ": " + String.join(", ", code.features()))
                        + (code.changesNothing() ? "" : "; " + growth(code)))
                .orElse("");
    }

    /** What the column of {@link #code} says of these rows. */
    static String codeLegend(Run run, List<Comparison> rows) {
        if (rows.stream().noneMatch(Table::callsPackage)) {
            return CODE;
        }
        return CODE
                + ". Of a package that is its whole library, whatever of it the row calls: which of the features ran, "
                + (run.instructions() == null ? "'marchmark count --run' tells" : "the column of instructions tells");
    }

    /** Whether the row is an operation of a package, whose library holds more than that. */
    static boolean callsPackage(Comparison row) {
        return row.workload().startsWith(Workload.PACKAGES + "/");
    }

    private static String growth(Run.Code code) {
        long percent = Math.round(100.0 * (code.candidateBytes() - code.baselineBytes()) / code.baselineBytes());
        return (percent > 0 ? "+" : "") + percent + " %";
    }

    /** Whether both variants of the row are known to be the same machine code. */
    static boolean isSameCode(Run run, Comparison row) {
        return run.code(row.workload(), row.candidate())
                .map(Run.Code::changesNothing)
                .orElse(false);
    }

    /** Explains the marks that the table really has. */
    static List<String> legend(List<Comparison> rows, Family family) {
        List<String> lines = new ArrayList<>();
        if (rows.stream().anyMatch(row -> row.flagged() && !family.confirms(row))) {
            lines.add(
                    family == Family.PUBLISHED
                            ? "* not significant any more when all rows of the table are judged together (Holm, 5 %)"
                            : "* not confirmed when at most 5 % of the flags are to be false (Benjamini and Hochberg);"
                                    + " a first look: publish with -p standard, which judges by Holm");
        }
        for (Warning.Kind kind : Warning.Kind.values()) {
            List<String> texts = rows.stream()
                    .flatMap(row -> row.warnings().stream())
                    .filter(warning -> warning.kind() == kind)
                    .map(Warning::text)
                    .distinct()
                    .toList();
            if (!texts.isEmpty()) {
                lines.add("(" + mark(kind) + ") " + texts.get(0)
                        + (texts.size() == 1 ? "" : " (the first such row; others differ)"));
            }
        }
        return lines;
    }

    /** Group, rows, speed-up, interval. */
    static List<String> cells(Summary.Mean mean) {
        double halfWidth = (mean.high() - mean.low()) / 2;
        return List.of(
                mean.group().isEmpty() ? "all" : mean.group(),
                Integer.toString(mean.rows()),
                Format.ratio(mean.speedup(), halfWidth),
                interval(mean.low(), mean.high()));
    }

    /** The geometric means of more than one row, as cells. */
    static List<List<String>> means(Summary summary, String candidate) {
        return summary.means().stream()
                .filter(mean -> mean.candidate().equals(candidate) && mean.rows() > 1)
                .map(Table::cells)
                .toList();
    }

    /** What a control came to, in one sentence. */
    static String sentence(Summary.Control control, String baseline) {
        String what =
                switch (control.contrast()) {
                    case COPY -> "byte copy of " + baseline + " (the instrument's own error)";
                    case RELINKED -> baseline + " linked anew (what code placement alone does)";
                    default -> baseline + " against " + control.candidate() + " where both are the same code";
                };
        return what + ": " + control.flagged() + " of " + control.rows() + " flagged, median |difference| "
                + Format.percent(control.medianDifference()) + ", 95th percentile "
                + Format.percent(control.percentile95()) + ", smallest effect it could see "
                + Format.percent(control.medianDetectable());
    }

    static final List<String> CROSS_CHECK_HEAD = List.of(
            "workload",
            "candidate",
            "pairs of forks",
            "speed-up alone",
            "95 % interval",
            "difference to the row",
            "joint 95 % interval",
            "smallest it could see");

    /** What the rows of the cross-check are: for the head of their table. */
    static String crossCheckDefinition(Summary summary) {
        return "Cross-check: each variant alone in forks of its own, by JMH's clock, on what the paired forks of the same"
                + " numbers draw. A row is marked (" + mark(Warning.Kind.ORDER_DEPENDENT)
                + ") where both ways disagree, all rows of this check judged together (Holm over "
                + summary.crossChecks().size() + ", 5 %).";
    }

    static List<String> cells(Summary.CrossCheck check) {
        return List.of(
                check.workload(),
                check.candidate(),
                Integer.toString(check.pairs()),
                Format.ratio(check.speedup(), (check.high() - check.low()) / 2),
                interval(check.low(), check.high()),
                Format.signedPercent(check.difference()) + (check.disagrees() ? " (disagrees)" : ""),
                Format.signedPercent(check.differenceLow()) + " to " + Format.signedPercent(check.differenceHigh()),
                smallestSeen(check));
    }

    private static String smallestSeen(Summary.CrossCheck check) {
        long needed = CrossChecks.pairsNeeded(check);
        return Format.percent(check.detectable())
                + (needed > check.pairs() ? " (2 % takes about " + needed + " pairs)" : "");
    }

    /** The same as a sentence. */
    static String sentence(Summary.CrossCheck check) {
        List<String> cells = cells(check);
        return cells.get(0) + ", " + cells.get(1) + ": alone " + cells.get(3) + " (" + cells.get(4) + "; "
                + cells.get(2)
                + " pairs of forks), " + cells.get(5) + " against the row (" + cells.get(6) + "); it could see "
                + cells.get(7);
    }
}
