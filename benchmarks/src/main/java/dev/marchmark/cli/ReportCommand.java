// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Run;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.GroupReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoreException;
import dev.marchmark.store.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "Computes them anew from the forks stored there; also as Markdown or CSV; by groups of",
            "workloads, runs side by side; or as a sweep: a table for each workload over sizes.",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    /** What to make of the results. */
    enum As {
        console,
        markdown,
        csv,
        groups,
        sweep
    }

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Result folders, or folders that hold some.")
    private List<Path> folders = List.of();

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of printing.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Run> runs = new ArrayList<>();
        int damaged = 0;
        for (Path argument : folders) {
            for (RunFolder folder : RunFolder.openAll(argument)) {
                try {
                    runs.add(Session.analysed(folder));
                } catch (StoreException e) {
                    spec.commandLine().getErr().println("marchmark: " + e.getMessage());
                    damaged++;
                }
            }
        }
        String text =
                switch (as) {
                    case console -> runs.stream().map(ConsoleReport::of).collect(Collectors.joining("\n"));
                    case markdown -> runs.stream().map(MarkdownReport::of).collect(Collectors.joining("\n"));
                    case csv -> CsvReport.of(runs);
                    case groups -> GroupReport.of(runs);
                    case sweep -> SweepReport.of(runs);
                };
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            TextFile.write(output, text);
        }
        return damaged == 0 ? ExitCode.OK : ExitCode.STORE;
    }
}
