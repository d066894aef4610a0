// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.InstructionCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What variants execute, as text. */
public final class CountReport {
    private static final int NAME = 34;
    private static final int NUMBER = 12;
    private static final int SHARE = 9;
    private static final int DIGITS = 4;
    private static final String LEGEND =
            "Instructions a unit of work, and how many times fewer the second variant executes. vector: the share of them"
                    + " that computes on several elements at once. Instructions differ in what they cost: this explains a"
                    + " speed-up and replaces none.";

    private CountReport() {}

    /** Lines of at most 100 columns: a table for each variant beside the baseline, or of the one that there is. */
    public static String console(InstructionCounts counts) {
        List<String> variants = counts.variants();
        List<String> lines = new ArrayList<>();
        for (String candidate : variants.subList(Math.min(1, variants.size() - 1), variants.size())) {
            table(lines, counts, variants.get(0), candidate);
        }
        counts.failures()
                .forEach(failure -> lines.addAll(Format.wrap(
                        "not counted: " + failure.workload() + ", " + failure.variant() + ": " + failure.reason())));
        lines.addAll(Format.wrap(LEGEND));
        return String.join("\n", lines) + "\n";
    }

    private static void table(List<String> lines, InstructionCounts counts, String baseline, String candidate) {
        boolean compares = !candidate.equals(baseline);
        lines.addAll(Format.wrap((compares ? baseline + " and " + candidate : candidate) + ", size " + counts.size()
                + ", counted by " + counts.counter()));
        lines.add(
                compares
                        ? line("", baseline, candidate, "fewer", "vector", "vector", "")
                        : line("", "", candidate, "", "", "vector", ""));
        List<String> workloads = counts.counts().stream()
                .map(InstructionCount::workload)
                .distinct()
                .toList();
        for (String workload : workloads) {
            Optional<InstructionCount> before = counts.of(workload, baseline);
            Optional<InstructionCount> after = counts.of(workload, candidate);
            if (before.isPresent() && after.isPresent()) {
                lines.add(row(workload, before.get(), after.get(), compares));
            }
        }
        lines.add("");
    }

    private static String row(String workload, InstructionCount before, InstructionCount after, boolean compares) {
        return line(
                workload,
                compares ? number(before.perUnit()) : "",
                number(after.perUnit()),
                compares ? Format.fixed(before.perUnit() / after.perUnit(), 3) : "",
                compares ? share(before) : "",
                share(after),
                "  " + after.unit());
    }

    private static String share(InstructionCount count) {
        Long packed = count.packed();
        return packed == null ? "" : Format.fixed(100.0 * packed / count.instructions(), 1) + " %";
    }

    /** With four significant digits. */
    private static String number(double value) {
        int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(value));
        return Format.fixed(value, Math.max(0, DIGITS - 1 - magnitude));
    }

    private static String line(
            String name,
            String before,
            String after,
            String ratio,
            String shareBefore,
            String shareAfter,
            String unit) {
        String line = Format.left(Format.clipFront(Format.printable(name), NAME), NAME)
                + Format.right(Format.clipEnd(Format.printable(before), NUMBER - 1), NUMBER)
                + Format.right(Format.clipEnd(Format.printable(after), NUMBER - 1), NUMBER)
                + Format.right(ratio, SHARE)
                + Format.right(shareBefore, SHARE)
                + Format.right(shareAfter, SHARE)
                + Format.printable(unit);
        return Format.clipEnd(line, Format.COLUMNS).stripTrailing();
    }
}
