// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.Shortlist;
import dev.marchmark.model.NumericClass;
import dev.marchmark.model.Run;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Packages by what they gain, as Markdown for a distribution's tracker. */
public final class ShortlistReport {
    private static final String CLASSES = "- class: what of its code a level reaches. compiled: what the compiler"
            + " makes, and by macros also which source it makes that of; dispatch: chosen while it runs, by what the CPU"
            + " has, at any level; assembly, where that was counted: units that come as assembly, which no level changes";

    private ShortlistReport() {}

    /** The packages of a run. */
    public static String of(Run run, List<Shortlist.Entry> entries) {
        List<String> variants = run.settings().variants();
        String first = variants.get(0);
        String last = variants.get(variants.size() - 1);
        List<String> lines = new ArrayList<>();
        lines.add("# Packages by what " + MarkdownReport.escape(last) + " gains over " + MarkdownReport.escape(first)
                + ", " + MarkdownReport.escape(Headline.toolchain(run)) + ", on "
                + MarkdownReport.escape(run.host().name()));
        lines.add("");
        if (entries.isEmpty()) {
            lines.add("No package was measured: `marchmark run -w 'packages/**'` does it.");
            return String.join("\n", lines) + "\n";
        }
        lines.add(MarkdownReport.escape(Table.definition(run, last)
                + " A package's speed-up is the geometric mean over its operations; its 95 % interval holds for all packages"
                + " of this list at once. Sorted by its lower end. All: the geometric mean over all packages, each weighing"
                + " the same, if those down to this line are rebuilt."));
        lines.add("");
        boolean added = variants.size() > 2;
        String before = variants.get(Math.max(0, variants.size() - 2));
        List<String> head =
                new ArrayList<>(List.of("package", "operations", "speed-up", "95 % interval, all packages"));
        if (added) {
            head.add("over " + before);
        }
        head.addAll(List.of("recommendation", "all", "code", "build", "class", "as shipped", "results"));
        lines.add("| "
                + String.join(" | ", head.stream().map(MarkdownReport::escape).toList()) + " |");
        lines.add("|---|---:|---:|---|" + "---|".repeat(head.size() - 4));
        for (Shortlist.Entry entry : entries) {
            List<String> cells = new ArrayList<>(List.of(
                    entry.of().name() + " " + entry.of().version(),
                    Integer.toString(entry.workloads().size()),
                    speedup(entry.gain()),
                    interval(entry.gain())));
            if (added) {
                cells.add(both(entry.added()));
            }
            cells.addAll(List.of(
                    recommendation(run, entry),
                    both(entry.cumulative()),
                    codeChange(entry.of(), first, last),
                    cpuSeconds(entry.of(), last),
                    packageClass(entry.of(), last),
                    shipped(entry.of()),
                    results(run, entry, last)));
            lines.add("| "
                    + String.join(
                            " | ", cells.stream().map(MarkdownReport::escape).toList()) + " |");
        }
        lines.add("");
        if (added) {
            Shortlist.Gain ofAll = entries.get(entries.size() - 1).cumulativeAdded();
            lines.add("- over " + MarkdownReport.escape(before) + ": what "
                    + MarkdownReport.escape(last) + " adds to it; that interval, too, holds for all packages at once"
                    + (ofAll == null ? "" : "; with all of them rebuilt, their geometric mean is " + both(ofAll)));
        }
        lines.add("- rebuild, loses: the interval excludes 1, and the speed-up differs from it by more than "
                + run.settings().marginPercent()
                + " %; no gain: the 90 % interval of the package lies within that; open: neither"
                + (added
                        ? "; " + MarkdownReport.escape(before)
                                + " gains more: the last variant loses against it by the same" + " rule"
                        : ""));
        lines.add("- code: size of the package's own `.text`, padding included, to that of "
                + MarkdownReport.escape(first)
                + "; build: CPU time of a build");
        lines.add(CLASSES);
        lines.add("- as shipped: whether the build of " + MarkdownReport.escape(first)
                + " has the code of the library that the distribution ships");
        warnings(run).forEach(warning -> lines.add("- **warning**: " + MarkdownReport.escape(warning.text())));
        return String.join("\n", lines) + "\n";
    }

    /** What to do with a package, and whether the variant before the last would gain more. */
    static String recommendation(Run run, Shortlist.Entry entry) {
        String told = entry.recommendation().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<String> variants = run.settings().variants();
        Shortlist.Gain added = entry.added();
        return entry.recommendation() == Shortlist.Recommendation.REBUILD
                        && added != null
                        && added.high() < 1
                        && added.speedup() < 1 / (1 + run.settings().marginPercent() / 100)
                ? told + "; " + variants.get(variants.size() - 2) + " gains more"
                : told;
    }

    static String speedup(Shortlist.Gain gain) {
        return Format.ratio(gain.speedup(), (gain.high() - gain.low()) / 2);
    }

    static String interval(Shortlist.Gain gain) {
        return Table.interval(gain.low(), gain.high());
    }

    private static String both(Shortlist.@Nullable Gain gain) {
        return gain == null ? "" : speedup(gain) + " (" + interval(gain) + ")";
    }

    static String codeChange(SourcePackage of, String first, String last) {
        return of.build(first)
                .flatMap(before -> of.build(last)
                        .map(after -> Format.signedPercent((double) after.codeBytes() / before.codeBytes() - 1)))
                .orElse("");
    }

    static String cpuSeconds(SourcePackage of, String variant) {
        return of.build(variant)
                .map(build -> String.format(Locale.ROOT, "%.0f s", build.cpuSeconds()))
                .orElse("");
    }

    private static String packageClass(SourcePackage of, String last) {
        String compiled =
                switch (of.dispatch()) {
                    case NONE -> "compiled";
                    case COMPILE_TIME -> "compiled, by macros";
                    case RUN_TIME -> "dispatch";
                    case MIXED -> "dispatch, compiled";
                };
        return compiled + of.build(last).map(ShortlistReport::assembly).orElse("");
    }

    private static String assembly(SourcePackage.Build build) {
        Long units = build.assemblyUnits();
        return units == null || units == 0 ? "" : ", assembly: " + units + " of " + (build.units() + units) + " units";
    }

    /** Which packages are not what their rows say. */
    private static List<Warning> warnings(Run run) {
        Summary summary = run.summary();
        return summary == null
                ? List.of()
                : summary.warnings().stream()
                        .filter(warning -> warning.kind() == Warning.Kind.PACKAGE)
                        .toList();
    }

    private static String shipped(SourcePackage of) {
        return of.reproduced() == null ? "not compared" : of.reproduced() ? "yes" : "no";
    }

    private static String results(Run run, Shortlist.Entry entry, String last) {
        List<Run.Numerics> known = entry.workloads().stream()
                .flatMap(workload -> run.numerics(workload, last).stream())
                .toList();
        if (known.stream().anyMatch(of -> of.numericClass() != NumericClass.IDENTICAL)) {
            return "within tolerance";
        }
        return known.size() == entry.workloads().size() ? "identical" : "not compared";
    }
}
