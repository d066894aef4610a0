// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.MixGain;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Family;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as one page of HTML: no network, no script to be read, no colour to be understood. */
public final class PageReport {
    /** What browsers show at ease, 10 MB of HTML (DECISIONS.md, D91). */
    public static final int MOST_ROWS = 5000;

    private static final int MOST_NAMED = 3;

    private PageReport() {}

    /**
     * A run and the forks that it rests on.
     *
     * @param gains of a whole, by candidate; may be empty
     */
    public record Measured(Run run, List<ForkResult> forks, List<MixGain> gains) {
        /** Copies the lists. */
        public Measured {
            forks = List.copyOf(forks);
            gains = List.copyOf(gains);
        }

        /** Without a whole. */
        public Measured(Run run, List<ForkResult> forks) {
            this(run, forks, List.of());
        }

        /** What a whole gains as one candidate, as sentences. */
        List<Worth> worth(String candidate) {
            return gains.stream()
                    .filter(gain -> gain.candidate().equals(candidate))
                    .map(gain -> new Worth(gain.mix().title(), MixReport.sentences(gain)))
                    .toList();
        }
    }

    /** A whole and what it gains. */
    record Worth(String title, List<String> sentences) {}

    /** What the template shows. Its records are seen by the template through reflection. */
    record Page(
            String title,
            String style,
            String script,
            String policy,
            @Nullable Contents contents,
            List<Section> sections) {}

    /** Of a page with several tables: what each of them answers. */
    record Contents(List<Section> tables) {}

    record Section(
            String anchor,
            String title,
            String built,
            String host,
            String candidate,
            Answer answer,
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
            List<String> legend,
            List<Worth> worth) {}

    record Count(String mark, String verdict, long rows) {}

    /** One page with a table for each candidate of each run; meant for {@link #MOST_ROWS} rows in all at most. */
    public static String of(List<Measured> runs) {
        List<Section> sections = new ArrayList<>();
        for (Measured measured : runs) {
            Summary summary = measured.run().summary();
            if (summary != null) {
                for (String candidate : Table.candidates(measured.run())) {
                    sections.add(section(measured, summary, candidate, "table-" + sections.size()));
                }
            }
        }
        String style = Template.resource("page.css");
        String script = Template.resource("page.js");
        String title = sections.isEmpty() ? "marchmark" : sections.get(0).title();
        Contents contents = sections.size() > 1 ? new Contents(sections) : null;
        return Template.fill(
                "page.mustache", new Page(title, style, script, Template.policy(style, script), contents, sections));
    }

    private static Section section(Measured measured, Summary summary, String candidate, String anchor) {
        Run run = measured.run();
        String baseline = run.settings().variants().get(0);
        int side = run.settings().variants().indexOf(candidate);
        List<Comparison> rows = summary.comparisons(candidate);
        ForestAxis axis = ForestAxis.of(rows);
        Family family = Family.of(run.settings());
        RowFacts opened = new RowFacts(run, summary);
        Map<String, List<ForkResult>> forks = ForkResult.byWorkload(measured.forks(), false);
        List<String> facts = new ArrayList<>(List.of(Headline.toolchain(run)));
        for (Variant variant : run.variants()) {
            facts.add(variant.name() + ": " + variant.flags());
        }
        facts.addAll(Headline.leftOut(run));
        facts.add(Headline.run(run));
        List<String> controls = new ArrayList<>();
        summary.controls().forEach(control -> controls.add(Table.sentence(control, baseline)));
        controls.addAll(CalibrationReport.quoted(run.calibration()));
        return new Section(
                anchor,
                candidate + " against " + baseline + " on " + run.host().name(),
                "size " + run.settings().size() + ", " + Headline.toolchain(run),
                Headline.host(run.host()),
                candidate,
                Answer.of(run, summary, candidate, MOST_NAMED),
                Table.definition(run, candidate) + " " + Table.INTERVALS,
                facts,
                controls,
                summary.warnings().stream().map(warning -> warning.text()).toList(),
                run.failures().stream().map(Headline::failure).toList(),
                rows.stream().map(Comparison::group).distinct().toList(),
                Arrays.stream(Verdict.values())
                        .map(verdict -> new Count(PageRow.mark(verdict), verdict.label(), Answer.count(rows, verdict)))
                        .filter(count -> count.rows() > 0)
                        .toList(),
                axis.ticks(),
                rows.stream()
                        .map(row -> PageRow.of(
                                row,
                                family,
                                opened,
                                axis,
                                forkValues(forks.getOrDefault(row.workload(), List.of()), side)))
                        .toList(),
                Table.means(summary, candidate),
                Table.legend(rows, family),
                measured.worth(candidate));
    }

    /** The speed-up in each of a row's forks. */
    private static double[] forkValues(List<ForkResult> forks, int side) {
        return forks.stream()
                .flatMap(fork -> fork.ratios().stream())
                .filter(ratio -> ratio.contrast() == Contrast.VARIANTS && ratio.side() == side)
                .mapToDouble(ratio -> Math.exp(ratio.logRatio()))
                .toArray();
    }
}
