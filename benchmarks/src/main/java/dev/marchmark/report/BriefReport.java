// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.Shortlist;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Two pages to print for each run, for people who decide: its last variant against its first. Whatever a result holds, they
 * are two: lists end after their most telling lines, texts after their first.
 */
public final class BriefReport {
    private static final int MOST_NAMED = 5;
    private static final int MOST_LINES = 13;
    private static final int MOST_WARNINGS = 3;
    private static final int MOST_SENTENCES = 6;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_FACT = 240;
    private static final int LONGEST = 300;
    // Long enough for two citations.
    private static final int LONGEST_SENTENCE = 420;
    private static final int LONGEST_CELL = 44;

    private BriefReport() {}

    /** What the template shows. Its records are seen by the template through reflection. */
    record Brief(String title, String style, String policy, List<Sheet> sheets) {}

    record Sheet(
            String question,
            String host,
            Answer answer,
            List<String> others,
            List<String> warnings,
            Lines shortlist,
            List<PageReport.Worth> worth,
            List<String> costs,
            List<Excluded> excluded,
            List<String> unknown,
            List<String> method,
            List<String> commands) {}

    /** A table. */
    record Lines(String title, List<String> head, List<List<String>> rows, String note) {}

    /** Hosts that the candidate's code does not run on. */
    record Excluded(String hosts, String source) {}

    /** One document with two pages for each run that has a row. */
    public static String of(List<PageReport.Measured> runs) {
        List<Sheet> sheets = new ArrayList<>();
        for (PageReport.Measured measured : runs) {
            Summary summary = measured.run().summary();
            if (summary != null && !summary.comparisons().isEmpty()) {
                sheets.add(sheet(measured, summary));
            }
        }
        String style = Template.resource("brief.css");
        String title = sheets.isEmpty() ? "marchmark" : sheets.get(0).question();
        return Template.fill("brief.mustache", new Brief(title, style, Template.policy(style, null), sheets));
    }

    private static Sheet sheet(PageReport.Measured measured, Summary summary) {
        Run run = measured.run();
        List<String> variants = run.settings().variants();
        String baseline = variants.get(0);
        String candidate = variants.get(variants.size() - 1);
        List<Shortlist.Entry> packages = Shortlist.of(run.settings(), run.packages(), measured.forks());
        List<Comparison> rows = summary.comparisons(candidate);
        BriefFacts facts = new BriefFacts(run, summary, baseline, candidate, rows);
        return new Sheet(
                clipped(
                        "Is " + candidate + " worth it instead of " + baseline + ", on "
                                + run.host().name() + "?",
                        LONGEST_TITLE),
                clipped(Headline.host(run.host()) + "; " + Headline.toolchain(run), LONGEST_FACT),
                clipped(Answer.of(run, summary, candidate, MOST_NAMED)),
                variants.subList(1, variants.size() - 1).stream()
                        .map(other -> clip(
                                other + ": " + Answer.of(run, summary, other, 1).faster()))
                        .limit(2)
                        .toList(),
                first(
                        MOST_WARNINGS,
                        Stream.concat(
                                        summary.warnings().stream().map(warning -> warning.text()),
                                        run.failures().stream()
                                                .map(failure -> "not measured: " + Headline.failure(failure)))
                                .toList()),
                packages.isEmpty() ? groups(summary, candidate, rows) : packages(run, packages, baseline, candidate),
                measured.worth(candidate).stream()
                        .map(worth -> new PageReport.Worth(
                                clipped(worth.title(), LONGEST_TITLE), sentences(worth.sentences())))
                        .toList(),
                facts.costs(packages).stream().map(BriefReport::clip).toList(),
                facts.excluded(),
                facts.unknown().stream().map(BriefReport::clip).toList(),
                Stream.concat(
                                Stream.of(facts.method()),
                                facts.builds().stream().map(line -> clipped(line, LONGEST_FACT)))
                        .toList(),
                CommandLines.commands(run));
    }

    private static Answer clipped(Answer answer) {
        return new Answer(
                clip(answer.faster()),
                clip(answer.counts()),
                clip(answer.gains()),
                clip(answer.losses()),
                clipped(answer.trust(), LONGEST_SENTENCE));
    }

    private static Lines packages(Run run, List<Shortlist.Entry> packages, String baseline, String candidate) {
        List<List<String>> rows = packages.stream()
                .limit(MOST_LINES)
                .map(entry -> cells(
                        entry.of().name() + " " + entry.of().version(),
                        Integer.toString(entry.workloads().size()),
                        ShortlistReport.speedup(entry.gain()),
                        ShortlistReport.interval(entry.gain()),
                        ShortlistReport.recommendation(run, entry),
                        ShortlistReport.codeChange(entry.of(), baseline, candidate),
                        ShortlistReport.cpuSeconds(entry.of(), candidate)))
                .toList();
        String losing = packages.stream()
                .filter(entry -> entry.recommendation() == Shortlist.Recommendation.LOSES)
                .map(entry -> entry.of().name())
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
        return new Lines(
                "Shortlist of packages",
                List.of("package", "operations", "speed-up", "95 % interval, all packages", "advice", "code", "build"),
                rows,
                clip(more(packages.size()) + "Packages that lose as a whole: " + losing
                        + ". Advice: rebuild or loses, where the interval excludes 1 and the speed-up differs by more than"
                        + " the margin; no gain, where it is surely within; open, where more processes could tell. Code: its"
                        + " size to the baseline's. Build: CPU time."));
    }

    private static Lines groups(Summary summary, String candidate, List<Comparison> rows) {
        List<Summary.Mean> means = summary.means().stream()
                .filter(mean ->
                        mean.candidate().equals(candidate) && !mean.group().isEmpty())
                .sorted(Comparator.comparingDouble(Summary.Mean::low).reversed())
                .toList();
        Function<Summary.Mean, List<Comparison>> of = mean ->
                rows.stream().filter(row -> row.group().equals(mean.group())).toList();
        return new Lines(
                "Groups of workloads, the surest gain first",
                List.of("group", "workloads", "speed-up", "95 % interval", "gain", "lose"),
                means.stream()
                        .limit(MOST_LINES)
                        .map(mean -> {
                            List<String> cells = Table.cells(mean);
                            return cells(
                                    cells.get(0),
                                    cells.get(1),
                                    cells.get(2),
                                    cells.get(3),
                                    Long.toString(Answer.count(of.apply(mean), Verdict.FASTER)),
                                    Long.toString(Answer.count(of.apply(mean), Verdict.SLOWER)));
                        })
                        .toList(),
                more(means.size()) + "Kernels explain what a compiler does; what to rebuild, packages tell"
                        + " (scripts/marchmark packages build).");
    }

    private static String more(int lines) {
        return lines > MOST_LINES ? "And " + (lines - MOST_LINES) + " more. " : "";
    }

    private static List<String> cells(String... cells) {
        return Stream.of(cells).map(cell -> clipped(cell, LONGEST_CELL)).toList();
    }

    /** The answer, the first parts, and at the end what their source is and what the number means. */
    private static List<String> sentences(List<String> all) {
        List<String> kept = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_SENTENCES - 2)));
        if (all.size() > MOST_SENTENCES) {
            kept.add("and more parts");
        }
        kept.addAll(all.subList(Math.max(kept.size(), all.size() - 2), all.size()));
        return kept.stream()
                .map(sentence -> clipped(sentence, LONGEST_SENTENCE))
                .toList();
    }

    private static List<String> first(int most, List<String> texts) {
        List<String> first = new ArrayList<>(
                texts.stream().limit(most).map(BriefReport::clip).toList());
        if (texts.size() > most) {
            first.add("and " + (texts.size() - most) + " more, which the run's page shows");
        }
        return first;
    }

    private static String clip(String text) {
        return clipped(text, LONGEST);
    }

    private static String clipped(String text, int longest) {
        return Format.clipEnd(Format.printable(text), longest);
    }
}
