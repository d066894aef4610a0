// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.HostIndex;
import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Price;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The index over all published runs: one text of Markdown, one page, and a page for each group of workloads. */
public final class IndexReport {
    /** How pages end. */
    static final String PAGE = ".html";

    private static final String SEPARATOR = "-";

    private static final String MARKDOWN = "README.md";
    private static final String HTML = "index" + PAGE;

    /** The index itself, twice. */
    public static final List<String> INDEX = List.of(MARKDOWN, HTML);

    /** What the index of the project's own results leads to beside them: what explains it, and what it may be used for. */
    public static final List<String> DOCUMENTS = List.of("../METHODOLOGY.md", "LICENSE");

    private IndexReport() {}

    /**
     * The files of the index, by name.
     *
     * @param runs sorted by folder
     * @param prices of hosts, as far as somebody gave them
     * @param ofProject whether {@link #DOCUMENTS} are there: results elsewhere are somebody's own, who alone can say under
     *     which licence they are
     */
    public static SortedMap<String, String> of(List<PublishedRun> runs, List<Price> prices, boolean ofProject) {
        List<HostIndex.Section> sections = HostIndex.of(runs);
        SortedMap<String, String> files = new TreeMap<>();
        files.put(MARKDOWN, IndexMarkdown.of(runs, sections, prices, ofProject));
        files.put(HTML, IndexPage.of(runs, sections, prices));
        int newestMethod = newestMethod(runs);
        List<String> groups = sections.stream()
                .flatMap(section -> section.groups().stream())
                .distinct()
                .toList();
        files.putAll(groups.parallelStream()
                .collect(Collectors.toMap(
                        IndexReport::page,
                        group -> ForestPage.of(group, sections, newestMethod),
                        (one, other) -> other)));
        return files;
    }

    /** Whether it is the name of a group's page. */
    public static boolean isPage(String name) {
        return name.endsWith(PAGE)
                && (name.startsWith(Workload.KERNELS + SEPARATOR) || name.startsWith(Workload.PACKAGES + SEPARATOR));
    }

    /** What the page of a group is called. */
    static String page(String group) {
        return group.replace("/", SEPARATOR) + PAGE;
    }

    static int newestMethod(List<PublishedRun> runs) {
        return runs.stream().mapToInt(run -> run.method().orElse(0)).max().orElse(0);
    }

    /** How many runs on how many hosts: in a sentence. */
    static String answer(List<PublishedRun> runs) {
        long hosts = runs.stream().map(PublishedRun::host).distinct().count();
        return Format.count(runs.size(), "run", "runs") + " on " + Format.count(hosts, "host", "hosts") + ".";
    }

    static String title(PublishedRun.Compared compared) {
        return compared.candidate() + " against " + compared.baseline() + ": " + compared.kind() + ", size "
                + compared.size();
    }

    /** What a number of a section is. */
    static String definition(PublishedRun.Compared compared) {
        String kernels = compared.kind().equals(Workload.KERNELS)
                ? " Kernels are single functions, chosen to show what a level can do: they explain, packages decide."
                : "";
        return "speed-up = time(" + compared.baseline() + ") / time(" + compared.candidate() + "): above 1, "
                + compared.candidate() + " is faster." + kernels;
    }

    /** What a table merges: behind its definition; empty where it merges nothing. */
    static String merging(HostIndex.Section section) {
        return section.lines().stream()
                        .flatMap(line -> line.cells().stream())
                        .flatMap(Optional::stream)
                        .anyMatch(cell -> cell.merged() != null)
                ? " Where runs of the same work on machines of one type are merged, speed-up and interval are those of the"
                        + " mean over machines of that type, by random effects."
                : "";
    }

    /** What a table comes to, by its first column: a sentence; empty where no host has a mean over all. */
    static String outcome(HostIndex.Section section) {
        List<HostIndex.Line> lines =
                section.lines().stream().filter(line -> line.all().isPresent()).toList();
        List<HostIndex.Cell> all =
                lines.stream().flatMap(line -> line.all().stream()).toList();
        if (all.size() < 2) {
            return all.isEmpty() ? "" : outcome(section.compared(), lines.get(0).host(), all.get(0));
        }
        return "Over all workloads " + section.compared().candidate() + " is faster in "
                + all.stream().filter(cell -> cell.low() > 1).count() + " of " + all.size()
                + " lines of the table, slower in "
                + all.stream().filter(cell -> cell.high() < 1).count() + "; the interval of the others holds 1.";
    }

    private static String outcome(PublishedRun.Compared compared, String host, HostIndex.Cell cell) {
        int rows = cell.mean().rows();
        List<String> cells =
                Table.cells(new Summary.Mean("", compared.candidate(), rows, cell.speedup(), cell.low(), cell.high()));
        // No verdict: that is the run's own page's, which knows what the same code differs by.
        return "On " + host + " " + compared.candidate() + " is " + cells.get(2) + " times as fast as "
                + compared.baseline() + " (95 % interval " + cells.get(3) + "), by the geometric mean of "
                + (rows == 1 ? "one workload" : rows + " workloads")
                + (cell.run().firstLook() ? ", at a first look" : "")
                + (cell.run().controlsDiffer() ? "; its controls differ." : ".");
    }

    /** What a reader of the tables must know. */
    static List<String> notes() {
        return List.of(
                "A cell is the geometric mean of the speed-ups over the workloads of a group, and leads to the run that it"
                        + " comes from. Its 95 % interval is for that cell alone: about one in twenty misses by chance. The"
                        + " workloads are no sample of anything else, and hosts may have other ones.",
                "Of several runs on a host a cell shows one: of the newest method, then of most workloads, then the"
                        + " newest. The others are listed under all runs, and stand on the pages of the groups.",
                "first look: a quick run, shown in tables and on pages only where the host has no other.",
                "controls differ: in that run more copies of identical code differ than chance explains, so small"
                        + " differences mean nothing.",
                "Names of processors and providers are trademarks of their owners.");
    }

    /** What is special about a run, as the end of a sentence; empty for an ordinary one of the newest method. */
    static String remarks(PublishedRun run, int newestMethod) {
        return Stream.of(
                        run.firstLook() ? ", first look" : "",
                        run.controlsDiffer() ? ", controls differ" : "",
                        run.method().orElse(0) == newestMethod ? "" : ", " + method(run))
                .reduce("", String::concat);
    }

    static String method(PublishedRun run) {
        return run.method().map(number -> "method " + number).orElse("method unknown");
    }
}
