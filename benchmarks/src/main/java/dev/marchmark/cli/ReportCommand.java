// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.Shortlist;
import dev.marchmark.harness.JmhJson;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.GoReport;
import dev.marchmark.report.GroupReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.report.PageReport;
import dev.marchmark.report.ShortlistReport;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the tables of result folders.",
            "Computes them anew from the forks stored there; also as Markdown or CSV, or as a page of",
            "HTML that needs nothing else. groups: a line for each group of workloads, runs side by",
            "side; shortlist: packages by what they gain; sweep: each workload over sizes. jmh and go:",
            "the times of each fork for programs that read JMH's JSON, or Go's benchmark format; these",
            "know no pairs, so their intervals are wider than the table's.",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    /** What to make of the results. */
    enum As {
        console,
        markdown,
        csv,
        page,
        groups,
        shortlist,
        sweep,
        jmh,
        go
    }

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Result folders, or folders that hold some.")
    private List<Path> folders = List.of();

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Stored> stored = new ArrayList<>();
        int damaged = 0;
        for (Path argument : folders) {
            for (RunFolder folder : RunFolder.openAll(argument)) {
                try {
                    stored.add(new Stored(folder, Session.analysed(folder)));
                } catch (StoreException e) {
                    spec.commandLine().getErr().println("marchmark: " + e.getMessage());
                    damaged++;
                }
            }
        }
        String text = text(stored, stored.stream().map(Stored::run).toList());
        output.write(spec.commandLine().getOut(), text);
        return damaged == 0 ? ExitCode.OK : ExitCode.STORE;
    }

    private record Stored(RunFolder folder, Run run) {
        List<ForkResult> forks() {
            return folder.forks(run);
        }
    }

    private String text(List<Stored> stored, List<Run> runs) {
        return switch (as) {
            case console -> runs.stream().map(ConsoleReport::of).collect(Collectors.joining("\n"));
            case markdown -> runs.stream().map(MarkdownReport::of).collect(Collectors.joining("\n"));
            case csv -> CsvReport.of(runs);
            case page ->
                PageReport.of(stored.stream()
                        .map(each -> new PageReport.Measured(each.run(), each.forks()))
                        .toList());
            case groups -> GroupReport.of(runs);
            case shortlist ->
                stored.stream()
                        .map(each -> ShortlistReport.of(
                                each.run(),
                                Shortlist.of(each.run().settings(), each.run().packages(), each.forks())))
                        .collect(Collectors.joining("\n"));
            case sweep -> SweepReport.of(runs);
            case jmh -> jmh(stored);
            case go ->
                stored.stream()
                        .map(each -> GoReport.of(each.run(), each.forks()))
                        .collect(Collectors.joining("\n"));
        };
    }

    /** JSON has no comments, so what a reader must know is said beside it. */
    private String jmh(List<Stored> stored) {
        spec.commandLine().getErr().println("note: " + JmhJson.NOTE);
        JmhJson json = new JmhJson();
        stored.forEach(each -> json.add(each.run(), each.forks()));
        return json.text();
    }
}
