// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs over several sizes, row by row: where a gain starts and where memory ends it, as Markdown. */
public final class SweepReport {
    private SweepReport() {}

    /**
     * One row at one size.
     *
     * @param data bytes of all instances: what a run comes back to
     */
    private record Point(Run run, Comparison row, long data) {
        long bytes() {
            return Size.of(row.size()).bytes();
        }
    }

    /** A table for each workload and pair of variants, smallest size first. */
    public static String of(List<Run> runs) {
        Map<String, List<Point>> tables = new LinkedHashMap<>();
        for (Run run : runs) {
            List<Comparison> rows =
                    run.summary() == null ? List.of() : run.summary().comparisons();
            Map<String, Long> data = run.workloads().stream()
                    .collect(Collectors.toMap(Run.WorkloadFacts::id, facts -> facts.bytesPerRun() * facts.instances()));
            rows.forEach(row -> tables.computeIfAbsent(title(run, row), any -> new ArrayList<>())
                    .add(new Point(run, row, data.getOrDefault(row.workload(), 0L))));
        }
        List<String> lines = new ArrayList<>();
        tables.forEach((title, points) -> {
            points.sort(Comparator.comparingLong(Point::bytes));
            lines.add("## " + MarkdownReport.escape(title));
            lines.add("");
            lines.add("| bytes a run | data | fits | time | speed-up | 95 % interval | verdict |");
            lines.add("|---:|---:|---|---:|---:|---|---|");
            points.forEach(point -> lines.add(line(point)));
            lines.add("");
            lines.add(sentence(points));
            lines.add("");
        });
        return String.join("\n", lines);
    }

    private static String title(Run run, Comparison row) {
        return row.workload() + ", " + row.candidate() + " against " + row.baseline() + ", " + Headline.toolchain(run)
                + ", on " + run.host().name();
    }

    private static String line(Point point) {
        List<String> cells = Table.cells(point.row(), "", Family.of(point.run().settings()));
        return "| " + point.bytes() + " | " + bytes(point.data()) + " | "
                + cache(point.run().host().cpu(), point.data()) + " | " + cells.get(1) + " | " + cells.get(3) + " | "
                + cells.get(4) + " | " + cells.get(5).replace("*", "\\*") + " |";
    }

    private static String bytes(long number) {
        return number < 1 << 10 ? number + " B" : number < 1 << 20 ? (number >> 10) + " KiB" : (number >> 20) + " MiB";
    }

    /** The smallest cache of the host that holds the data. */
    static String cache(Host.Processor cpu, long data) {
        Long[] sizes = {cpu.l1dBytes(), cpu.l2Bytes(), cpu.l3Bytes()};
        for (int level = 0; level < sizes.length; level++) {
            if (sizes[level] != null && data <= sizes[level]) {
                return "L" + (level + 1);
            }
        }
        return sizes[0] == null ? "?" : "memory";
    }

    private static String sentence(List<Point> points) {
        List<Point> faster = points.stream()
                .filter(point -> point.row().verdict() == Verdict.FASTER)
                .toList();
        if (faster.isEmpty()) {
            return points.size() == 1 ? "No gain at this size." : "No gain at any of these sizes.";
        }
        Point last = faster.get(faster.size() - 1);
        String end = last.equals(points.get(points.size() - 1)) ? "to the largest" : "to " + last.bytes();
        return "A gain from " + faster.get(0).bytes() + " bytes a run " + end + ", at " + faster.size() + " of "
                + Format.count(points.size(), "size", "sizes") + ".";
    }
}
