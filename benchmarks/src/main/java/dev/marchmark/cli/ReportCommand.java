// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.ControlRates;
import dev.marchmark.analysis.MixGain;
import dev.marchmark.analysis.Shortlist;
import dev.marchmark.harness.JmhJson;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Mix;
import dev.marchmark.model.Run;
import dev.marchmark.report.BriefReport;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.ControlRatesReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.GoReport;
import dev.marchmark.report.GroupReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.report.MixReport;
import dev.marchmark.report.PageReport;
import dev.marchmark.report.ShortlistReport;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
            "Computes them anew from the forks stored there; also as Markdown or CSV.",
            "  page       HTML with a forest plot, which needs nothing else",
            "  brief      two pages of HTML to print, for who decides",
            "  groups     a line for each group of workloads, runs side by side (Markdown)",
            "  shortlist  packages by what they gain (Markdown)",
            "  sweep      each workload over sizes",
            "  controls   how often runs call identical code different (Markdown)",
            "  jmh, go    times of each fork for programs that read JMH's JSON, or Go's",
            "             benchmark format; these know no pairs: their intervals are wider",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    /** What to make of the results. */
    enum As {
        console,
        markdown,
        csv,
        page,
        brief,
        groups,
        shortlist,
        sweep,
        controls,
        jmh,
        go
    }

    private static final Set<As> WITH_MIX = Set.of(As.console, As.markdown, As.page, As.brief);

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Result folders, or folders that hold some.")
    private List<Path> folders = List.of();

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Mixin
    private MixOption mix = new MixOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (mix.isGiven() && !WITH_MIX.contains(as)) {
            throw new UsageException("--mix goes with --as console, markdown, page or brief, not " + as);
        }
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
        output.write(spec.commandLine().getOut(), text(stored));
        return damaged == 0 ? ExitCode.OK : ExitCode.STORE;
    }

    private record Stored(RunFolder folder, Run run) {
        List<ForkResult> forks() {
            return folder.forks(run);
        }

        List<MixGain> gains(Optional<Mix> mix) {
            return mix.map(of -> MixGain.of(of, run.settings(), forks())).orElse(List.of());
        }

        PageReport.Measured measured(Optional<Mix> mix) {
            return new PageReport.Measured(run, forks(), gains(mix));
        }
    }

    private String text(List<Stored> stored) {
        List<Run> runs = stored.stream().map(Stored::run).toList();
        Optional<Mix> of = mix.read(runs);
        return switch (as) {
            case console -> each(stored, one -> ConsoleReport.of(one.run()) + MixReport.console(one.gains(of)));
            case markdown -> each(stored, one -> MarkdownReport.of(one.run()) + MixReport.markdown(one.gains(of)));
            case csv -> CsvReport.of(runs);
            case page -> page(stored, of);
            case brief ->
                BriefReport.of(stored.stream().map(one -> one.measured(of)).toList());
            case groups -> GroupReport.of(runs);
            case shortlist ->
                each(
                        stored,
                        one -> ShortlistReport.of(
                                one.run(),
                                Shortlist.of(one.run().settings(), one.run().packages(), one.forks())));
            case sweep -> SweepReport.of(runs);
            case controls ->
                ControlRatesReport.of(stored.stream()
                        .map(one -> new ControlRates.Measured(one.run(), one.forks()))
                        .toList());
            case jmh -> jmh(stored);
            case go -> each(stored, one -> GoReport.of(one.run(), one.forks()));
        };
    }

    private static String page(List<Stored> stored, Optional<Mix> mix) {
        int rows = stored.stream()
                .map(one -> one.run().summary())
                .filter(Objects::nonNull)
                .mapToInt(summary -> summary.comparisons().size())
                .sum();
        if (rows > PageReport.MOST_ROWS) {
            throw new UsageException("a page of " + rows + " rows is more than browsers show at ease, which is "
                    + PageReport.MOST_ROWS + ": --as csv, markdown and console have all rows, --as groups and brief"
                    + " what they come to; or name fewer result folders");
        }
        return PageReport.of(stored.stream().map(one -> one.measured(mix)).toList());
    }

    /** JSON has no comments, so what a reader must know is said beside it. */
    private String jmh(List<Stored> stored) {
        spec.commandLine().getErr().println("note: " + JmhJson.NOTE);
        JmhJson json = new JmhJson();
        stored.forEach(one -> json.add(one.run(), one.forks()));
        return json.text();
    }

    private static String each(List<Stored> stored, Function<Stored, String> text) {
        return stored.stream().map(text).collect(Collectors.joining("\n"));
    }
}
