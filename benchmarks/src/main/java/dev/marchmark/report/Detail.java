// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.InputFile;
import dev.marchmark.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row has beside its cells on the console: for Markdown, which is as wide as it needs to be. */
final class Detail {
    /** What the two intervals of a published table are. */
    static final String INTERVALS = "The 95 % interval is for its row alone; the one for all rows holds for all rows of"
            + " this run's tables at once (Bonferroni), at 95 % too.";

    static final String SPREAD =
            "Where the variance of each row's mean comes from, were forks, placements and layouts all"
                    + " drawn anew; by how much the speed-up of the fastest pair of the layouts built exceeds the slowest"
                    + " one's; and the interval if these layouts are taken for a sample of all possible ones:";

    private static final int ALL_ROWS = Table.HEAD.indexOf("95 % interval") + 1;

    private Detail() {}

    /** The main table, head first: {@link Table}'s cells, and what only Markdown has room for. */
    static List<List<String>> table(List<Comparison> rows, Family family, boolean aligned) {
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(Table.HEAD);
        if (family == Family.PUBLISHED) {
            head.set(ALL_ROWS - 1, "95 % interval, this row");
            head.add(ALL_ROWS, "95 % interval, all rows");
        }
        if (aligned) {
            head.add("aligned to 64 bytes");
        }
        cells.add(head);
        for (Comparison row : rows) {
            List<String> of = new ArrayList<>(Table.cells(row, "", family));
            if (family == Family.PUBLISHED) {
                of.add(ALL_ROWS, Table.simultaneous(row));
            }
            if (aligned) {
                of.add(aligned(row));
            }
            cells.add(of);
        }
        return cells;
    }

    /** A row's aligned estimate, its interval, and whether that excludes 1. */
    static String aligned(Comparison row) {
        Comparison.Aligned aligned = row.aligned();
        if (aligned == null) {
            return "";
        }
        return Format.ratio(aligned.speedup(), (aligned.high() - aligned.low()) / 2) + " ("
                + Table.interval(aligned.low(), aligned.high()) + (aligned.flagged() ? ", flagged)" : ")");
    }

    /** The shares of each row's variance, head first. */
    static List<List<String>> spread(List<Comparison> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                "workload",
                "number of forks",
                "SD of forks",
                "forks",
                "placement",
                "baseline's layouts",
                "candidate's layouts",
                "rest",
                "layouts span",
                "resampled by layout"));
        for (Comparison row : rows) {
            Comparison.Spread spread = row.spread();
            if (spread != null) {
                Comparison.Resampled resampled = spread.resampled();
                cells.add(List.of(
                        row.workload(),
                        Integer.toString(row.forks()),
                        Format.percent(row.forkSd()),
                        share(spread.fork()),
                        share(spread.placement()),
                        share(spread.baselineLayout()),
                        share(spread.candidateLayout()),
                        share(spread.rest()),
                        Format.percent(Math.expm1(spread.layoutSpan())),
                        resampled == null ? Table.ANYTHING : Table.interval(resampled.low(), resampled.high())));
            }
        }
        return cells;
    }

    private static String share(double share) {
        return Math.round(100 * share) + " %";
    }

    /** Which file of which package, and its licence. */
    static String described(InputFile file) {
        return file.name() + " of " + file.packageName() + " " + file.version() + " (" + file.licence() + ")";
    }

    /** A line for each workload whose inputs are parts of real files. */
    static List<String> inputs(Run run) {
        return run.workloads().stream()
                .filter(workload -> !workload.files().isEmpty())
                .map(workload -> workload.id() + ": "
                        + workload.files().stream()
                                .map(file -> described(file) + ", SHA-256 " + file.sha256())
                                .collect(Collectors.joining("; ")))
                .toList();
    }

    /** A line for each row that was looked at. */
    static List<String> looks(List<Comparison> rows) {
        List<String> lines = new ArrayList<>();
        for (Comparison row : rows) {
            List<Comparison.Look> looks = row.looks();
            if (looks != null && !looks.isEmpty()) {
                lines.add(row.workload() + ": "
                        + looks.stream()
                                .map(look -> Format.percent(look.halfWidth()) + " after " + look.forks() + " forks ("
                                        + look.decision()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' ') + ")")
                                .collect(Collectors.joining(", ")));
            }
        }
        return lines;
    }
}
