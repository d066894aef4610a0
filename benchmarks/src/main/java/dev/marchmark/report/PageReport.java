// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs as one page of HTML that needs nothing else: no network, no script to be read, no colour to be understood. Results
 * may come from anywhere, so the template escapes all that it is given, and the page's own policy lets a browser load
 * nothing and run only the script whose hash it names.
 */
public final class PageReport {

    private PageReport() {}

    /** A run and the forks that it rests on. */
    public record Measured(Run run, List<ForkResult> forks) {}

    /** What the template shows. Its records are seen by the template through reflection. */
    record Page(String title, String style, String script, String policy, List<Section> sections) {}

    record Section(
            String title,
            String answer,
            String definition,
            List<String> facts,
            List<String> controls,
            List<String> warnings,
            List<String> failures,
            List<String> groups,
            List<Count> verdicts,
            List<ForestAxis.Tick> ticks,
            List<PageRow> rows,
            List<List<String>> means,
            List<String> legend) {}

    record Count(String verdict, long rows) {}

    /** One page with a table for each candidate of each run. */
    public static String of(List<Measured> runs) {
        List<Section> sections = new ArrayList<>();
        for (Measured measured : runs) {
            Summary summary = measured.run().summary();
            List<String> variants = measured.run().settings().variants();
            for (int side = 1; summary != null && side < variants.size(); side++) {
                sections.add(section(measured, summary, side));
            }
        }
        String style = Template.resource("page.css");
        String script = Template.resource("page.js");
        String title = sections.isEmpty() ? "marchmark" : sections.get(0).title();
        String policy = Template.policy(style, Template.hash(script));
        return Template.fill("page.mustache", new Page(title, style, script, policy, sections));
    }

    private static Section section(Measured measured, Summary summary, int side) {
        Run run = measured.run();
        String baseline = run.settings().variants().get(0);
        String candidate = run.settings().variants().get(side);
        List<Comparison> rows = summary.comparisons().stream()
                .filter(row -> row.candidate().equals(candidate))
                .toList();
        ForestAxis axis = ForestAxis.of(rows);
        Map<String, List<ForkResult>> forks = ForkResult.byWorkload(measured.forks(), false);
        List<String> facts = new ArrayList<>(List.of(Headline.host(run.host()), Headline.toolchain(run)));
        for (Variant variant : run.variants()) {
            facts.add(variant.name() + ": " + Format.printable(variant.flags()));
        }
        facts.addAll(Headline.leftOut(run));
        facts.add("profile " + run.settings().profile() + ", size "
                + run.settings().size() + ", " + run.settings().forks() + " forks a row, seed "
                + run.settings().seed() + ", run " + run.id());
        List<String> controls = new ArrayList<>();
        summary.controls().forEach(control -> controls.add(Table.sentence(control, baseline)));
        controls.addAll(CalibrationReport.quoted(run.calibration()));
        return new Section(
                candidate + " against " + baseline + " on " + run.host().name(),
                answer(rows, summary, candidate, baseline),
                Table.definition(run, candidate) + " " + Table.INTERVALS,
                facts,
                controls,
                summary.warnings().stream().map(warning -> warning.text()).toList(),
                run.failures().stream().map(Headline::failure).toList(),
                rows.stream().map(Comparison::group).distinct().toList(),
                Arrays.stream(Verdict.values())
                        .map(verdict -> new Count(verdict.label(), count(rows, verdict)))
                        .filter(count -> count.rows() > 0)
                        .toList(),
                axis.ticks(),
                rows.stream()
                        .map(row -> PageRow.of(
                                row, run, axis, forkValues(forks.getOrDefault(row.workload(), List.of()), side)))
                        .toList(),
                Table.means(summary, candidate),
                Table.legend(rows, dev.marchmark.model.Family.of(run.settings())));
    }

    private static long count(List<Comparison> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** The whole table in a few sentences, for who reads no further. */
    private static String answer(List<Comparison> rows, Summary summary, String candidate, String baseline) {
        if (rows.isEmpty()) {
            return "Nothing was measured.";
        }
        String mean = Table.means(summary, candidate).stream()
                .filter(cells -> cells.get(0).equals("all"))
                .map(cells -> " The geometric mean of their speed-ups is " + cells.get(2) + " (95 % interval "
                        + cells.get(3) + ").")
                .collect(Collectors.joining());
        return "Of " + rows.size() + (rows.size() == 1 ? " workload " : " workloads ") + count(rows, Verdict.FASTER)
                + " are faster with " + candidate + " than with " + baseline + ", " + count(rows, Verdict.SLOWER)
                + " slower, " + count(rows, Verdict.EQUIVALENT) + " equivalent, " + count(rows, Verdict.INCONCLUSIVE)
                + " inconclusive." + mean + most(rows, Verdict.FASTER, " It gains most on ")
                + most(rows, Verdict.SLOWER, " It loses most on ");
    }

    private static String most(List<Comparison> rows, Verdict verdict, String what) {
        return rows.stream()
                .filter(row -> row.verdict() == verdict)
                .max(Comparator.comparingDouble(row -> Math.abs(Math.log(row.speedup()))))
                .map(row -> what + row.workload().substring(1 + row.workload().lastIndexOf('/')) + ": "
                        + Format.ratio(row.speedup(), (row.high() - row.low()) / 2) + " ("
                        + Table.interval(row.low(), row.high()) + ").")
                .orElse("");
    }

    /** The speed-up in each of a row's forks. */
    private static double[] forkValues(List<ForkResult> forks, int side) {
        return forks.stream()
                .flatMap(fork -> fork.ratios().stream())
                .filter(ratio -> ratio.contrast() == Contrast.VARIANTS && ratio.side() == side)
                .mapToDouble(ratio -> Math.exp(ratio.logRatios().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0)))
                .toArray();
    }
}
