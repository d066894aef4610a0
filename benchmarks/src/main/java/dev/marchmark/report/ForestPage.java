// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.HostIndex;
import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Verdict;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.RandomEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A page of HTML with each workload of a group on all hosts: a forest plot for each. */
final class ForestPage {
    private static final double CONFIDENCE = 0.95;

    private ForestPage() {}

    /** What the template shows. */
    record Page(String title, String style, String policy, List<Part> parts) {}

    record Part(String heading, String definition, List<Plot> plots) {}

    record Plot(String workload, List<ForestAxis.Tick> ticks, List<Line> lines) {}

    /**
     * A line of a plot.
     *
     * @param links to the run that it comes from: none for what comes from several
     * @param kind a class of the page's style
     * @param interval its drawing, as an SVG path
     * @param mark the same, or empty for none
     */
    record Line(
            String host,
            List<String> links,
            String kind,
            String interval,
            String mark,
            String speedup,
            String bounds,
            String note) {}

    static String of(String group, List<HostIndex.Section> sections, int newestMethod) {
        List<Part> parts = new ArrayList<>();
        for (HostIndex.Section section : sections) {
            if (section.groups().contains(group)) {
                parts.add(new Part(
                        IndexReport.title(section.compared()),
                        IndexReport.definition(section.compared()),
                        section.forests().stream()
                                .filter(forest -> forest.group().equals(group))
                                .map(forest -> plot(forest, newestMethod))
                                .toList()));
            }
        }
        String style = Template.resource("page.css") + Template.resource("index.css");
        return Template.fill(
                "forest.mustache", new Page(group + " on all hosts", style, Template.policy(style, null), parts));
    }

    private static Plot plot(HostIndex.Forest forest, int newestMethod) {
        ForestAxis axis = ForestAxis.reaching(forest.hosts().stream()
                .flatMapToDouble(host -> DoubleStream.concat(
                        host.rows().stream()
                                .map(HostIndex.Measured::row)
                                .mapToDouble(row -> ForestAxis.reach(row.low(), row.high())),
                        host.merged().stream()
                                .map(merged -> merged.interval(CONFIDENCE).toRatio())
                                .mapToDouble(interval -> ForestAxis.reach(interval.low(), interval.high())))));
        List<Line> lines = new ArrayList<>();
        for (HostIndex.HostRows host : forest.hosts()) {
            host.rows().forEach(measured -> lines.add(line(measured, axis, newestMethod)));
            host.merged().forEach(merged -> lines.addAll(lines(host, merged, axis)));
        }
        return new Plot(forest.workload(), axis.ticks(), lines);
    }

    private static Line line(HostIndex.Measured measured, ForestAxis axis, int newestMethod) {
        PublishedRun run = measured.run();
        PublishedRun.Row row = measured.row();
        return new Line(
                run.folder(),
                List.of(run.folder() + "/table.md"),
                row.verdict().label(),
                axis.line(row.low(), row.high()),
                axis.mark(row.verdict(), row.speedup()),
                Format.ratio(row.speedup(), (row.high() - row.low()) / 2),
                Table.interval(row.low(), row.high()),
                row.verdict().label() + IndexReport.remarks(run, newestMethod));
    }

    /** The mean of the machines, and what a next one will measure. */
    private static List<Line> lines(HostIndex.HostRows host, RandomEffects merged, ForestAxis axis) {
        Interval mean = merged.interval(CONFIDENCE).toRatio();
        Interval next = merged.prediction(CONFIDENCE).toRatio();
        double speedup = Math.exp(merged.mean());
        Verdict verdict = mean.low() > 1 ? Verdict.FASTER : mean.high() < 1 ? Verdict.SLOWER : Verdict.INCONCLUSIVE;
        return List.of(
                new Line(
                        host.host() + ", " + merged.machines() + " runs merged",
                        List.of(),
                        verdict.label(),
                        axis.line(mean.low(), mean.high()),
                        axis.mark(verdict, speedup),
                        Format.ratio(speedup, (mean.high() - mean.low()) / 2),
                        Table.interval(mean.low(), mean.high()),
                        "SD between runs " + Format.percent(Math.expm1(merged.tau()))),
                new Line(
                        host.host() + ", a next run",
                        List.of(),
                        "next",
                        axis.line(next.low(), next.high()),
                        "",
                        "",
                        Table.interval(next.low(), next.high()),
                        "what it will measure, 95 % of them"));
    }
}
