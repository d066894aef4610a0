// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What variants execute, as text and as Markdown, and as a row of a run's table has it. */
public final class CountReport {
    private static final int NAME = 34;
    private static final int NUMBER = 11;
    private static final int RATIO = 9;
    private static final int SHARE = 10;
    private static final int DIGITS = 4;
    /** A share that would be printed as none. */
    private static final double FEWEST = 1e-5;

    private static final String LEGEND =
            "Instructions a unit of work, and how many times fewer the second variant executes. Instructions differ in what"
                    + " they cost: this explains a speed-up and replaces none.";
    private static final String EMULATED =
            "vector: the share of them that computes on several elements at once. An emulation knows no cycles.";
    private static final String FEATURES = "Which features the second variant alone executes: --as markdown, or json.";
    private static final String ASKING =
            "asks the CPU what it can, by cpuid, which takes 10 us and more in a virtual machine, so that a ratio of times holds"
                    + " that too: ";
    private static final String COUNTED_BY_CPU =
            "a cycle: instructions a cycle, from the slowest of several passes to the fastest.";

    private final InstructionCounts counts;
    private final boolean markdown;
    private final Sheet sheet;

    private CountReport(InstructionCounts counts, boolean markdown) {
        this.counts = counts;
        this.markdown = markdown;
        this.sheet = new Sheet(markdown);
    }

    /** Lines of at most 100 columns: a table for each variant beside the baseline, or of the one that there is. */
    public static String console(InstructionCounts counts) {
        return new CountReport(counts, false).text();
    }

    /** The same as Markdown. */
    public static String markdown(InstructionCounts counts) {
        return new CountReport(counts, true).text();
    }

    private String text() {
        List<String> variants = counts.variants();
        for (String candidate : variants.subList(Math.min(1, variants.size() - 1), variants.size())) {
            table(variants.get(0), candidate);
        }
        asking();
        counts.failures().forEach(failure -> sheet.sentence("not counted: " + Headline.failure(failure)));
        sheet.sentence(LEGEND);
        sheet.sentence(counts.emulated() ? EMULATED : COUNTED_BY_CPU);
        if (counts.knowFeatures() && !markdown && variants.size() > 1) {
            sheet.sentence(FEATURES);
        }
        return sheet.toString();
    }

    private void table(String baseline, String candidate) {
        boolean compares = !candidate.equals(baseline);
        boolean tellsFeatures = compares && counts.knowFeatures();
        sheet.heading((compares ? baseline + " and " + candidate : candidate) + ", size " + counts.size()
                + ", counted by " + counts.counter());
        String share = counts.emulated() ? "vector" : "a cycle";
        sheet.table("workload", NAME);
        if (compares) {
            sheet.number(baseline, NUMBER).number(candidate, NUMBER).number("fewer", RATIO);
            sheet.number(share, SHARE).number(share, SHARE);
        } else {
            sheet.number(candidate, NUMBER).number(share, SHARE);
        }
        sheet.text("unit", Format.COLUMNS - NAME - 2 * NUMBER - RATIO - 2 * SHARE);
        if (tellsFeatures) {
            sheet.text("features that only " + candidate + " executes", 0);
        }
        sheet.head();
        List<String> workloads = counts.counts().stream()
                .map(InstructionCount::workload)
                .distinct()
                .toList();
        for (String workload : workloads) {
            Optional<InstructionCount> before = counts.of(workload, baseline);
            Optional<InstructionCount> after = counts.of(workload, candidate);
            if (before.isPresent() && after.isPresent()) {
                List<String> cells = new ArrayList<>(compares ? cells(before.get(), after.get()) : cells(after.get()));
                if (tellsFeatures) {
                    cells.add(executed(before.get(), after.get()));
                }
                sheet.row(markdown ? workload : Format.clipFront(workload, NAME - 1), cells);
            }
        }
        sheet.gap();
    }

    /** Says which workloads ask the CPU in their runs. */
    private void asking() {
        List<String> asking = counts.counts().stream()
                .filter(count -> count.asksCpuPerRun() > 0)
                .map(count -> count.workload() + " with " + count.variant() + ", " + number(count.asksCpuPerRun())
                        + " times a run")
                .toList();
        if (!asking.isEmpty()) {
            sheet.sentence(ASKING + String.join("; ", asking));
        }
    }

    private static List<String> cells(InstructionCount before, InstructionCount after) {
        return List.of(
                number(before.perUnit()),
                number(after.perUnit()),
                Format.fixed(before.perUnit() / after.perUnit(), 3),
                share(before),
                share(after),
                after.unit());
    }

    private static List<String> cells(InstructionCount count) {
        return List.of(number(count.perUnit()), share(count), count.unit());
    }

    /** The share on vectors, or instructions a cycle: counters know one of them. */
    private static String share(InstructionCount count) {
        Double vectors = count.vectorShare();
        InstructionCount.Cycles cycles = count.cycles();
        if (cycles != null) {
            return Format.fixed((double) count.instructions() / Math.max(1, cycles.most()), 2) + "-"
                    + Format.fixed((double) count.instructions() / Math.max(1, cycles.fewest()), 2);
        }
        return vectors == null ? "" : Format.fixed(100 * vectors, 1) + " %";
    }

    /** The features that only the second executes, that of the most instructions first. */
    private static String executed(InstructionCount before, InstructionCount after) {
        return after.featuresBeyond(before).entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(feature -> feature.getKey() + " "
                        + (feature.getValue() < FEWEST ? "below 0.001 %" : Format.percent(feature.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** With four significant digits. */
    private static String number(double value) {
        int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(value));
        return Format.fixed(value, Math.max(0, DIGITS - 1 - magnitude));
    }

    /** The head of the column of {@link #cell}. */
    static String head(InstructionCounts counts) {
        return "instructions a unit of work, and "
                + (counts.emulated() ? "the share on vectors" : "those a cycle")
                + (counts.knowFeatures() ? ", and features that only the candidate executes" : "");
    }

    /** What variants execute, such as "2.251 to 1.126 a byte; 0.0 % to 33.3 %; BMI2 9.1 %"; empty where not known. */
    static String cell(Run run, Comparison row) {
        InstructionCounts counts = run.instructions();
        Optional<InstructionCount> before =
                counts == null ? Optional.empty() : counts.of(row.workload(), row.baseline());
        Optional<InstructionCount> after =
                counts == null ? Optional.empty() : counts.of(row.workload(), row.candidate());
        if (before.isEmpty() || after.isEmpty()) {
            return "";
        }
        List<String> cells = cells(before.get(), after.get());
        String executed = executed(before.get(), after.get());
        return cells.get(0) + " to " + cells.get(1) + " a " + cells.get(5)
                + (cells.get(3).isEmpty() ? "" : "; " + cells.get(3) + " to " + cells.get(4))
                + (executed.isEmpty() ? "" : "; " + executed);
    }
}
