// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.CountReport;
import dev.marchmark.run.Counter;
import dev.marchmark.run.InstructionCounter;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
import dev.marchmark.store.CountsJson;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark count}. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts the instructions that variants execute.",
            "By the CPU where it counts, with the cycles that they take. Elsewhere, as on most",
            "virtual machines, by valgrind, which must be installed: the same numbers on every",
            "start, however busy the host, with the share on vectors; not for x86-64-v4.",
            ""
        })
final class CountCommand implements Callable<Integer> {
    private static final List<String> OF_CHOOSING = List.of("--workloads", "--variants", "--size");

    /** How to print it. */
    enum As {
        console,
        markdown,
        json
    }

    @Mixin
    private WorkloadChoice selected = new WorkloadChoice();

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            paramLabel = "NAME",
            description = "The baseline first. Default: those that 'run' compares.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = {"-s", "--size"},
            defaultValue = "small",
            description = "As in 'run'. Default: ${DEFAULT-VALUE}.")
    private String size = "";

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "What the run in this folder measured; kept there, and shown in its tables.")
    private @Nullable Path run;

    @Option(names = "--by", defaultValue = "auto", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CounterChoice.By by = CounterChoice.By.auto;

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
        Home.requireSources("count");
        if (run != null) {
            GivenOptions.refuse(spec, OF_CHOOSING::contains, "--run counts what that run measured");
        }
        Size asked = SizeArgument.of(size);
        selected.check(Home.names(), variants);
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        CounterChoice choice = CounterChoice.of(by, progress);
        return MachineLock.hold(
                () -> run == null ? count(asked, choice, progress) : count(RunFolder.open(run), choice, progress));
    }

    private int count(Size asked, CounterChoice choice, ConsoleProgress progress) {
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        List<String> names = variants.isEmpty()
                ? described.set(selected.kind(described.ids())).get(0)
                : variants.stream().distinct().toList();
        Counter counter = choice.counter(build.output());
        List<Variant> countable = countable(names, described, counter, Shim.load(build.output()), progress);
        List<String> chosen = selected.chosenByAny(described, countable, progress::say);
        InstructionCounts counts = counts(build, described, counter, chosen, countable, asked, progress);
        print(counts);
        return exitCode(counts);
    }

    /** Of libraries that the run did not measure nothing is kept. */
    private int count(RunFolder folder, CounterChoice choice, ConsoleProgress progress) {
        Run measured = Session.analysed(folder);
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        List<String> workloads = measured.settings().workloads();
        workloads.stream()
                .filter(id -> !described.ids().contains(id))
                .forEach(id -> progress.say(id + " is left out: there is no such workload any more"));
        Counter counter = choice.counter(build.output());
        List<Variant> countable =
                countable(measured.settings().variants(), described, counter, Shim.load(build.output()), progress);
        InstructionCounts counts = counts(
                        build,
                        described,
                        counter,
                        workloads,
                        countable,
                        Size.of(measured.settings().size()),
                        progress)
                .ofLibraries(measured.libraries());
        print(counts);
        if (counts.counts().isEmpty()) {
            progress.say("nothing of it was measured in " + folder.path() + ", which stays as it is");
        } else {
            RunOutput.store(measured.withInstructions(counts), folder);
            progress.say("kept in " + folder.path());
        }
        return exitCode(counts);
    }

    private static List<Variant> countable(
            List<String> names, Manifest described, Counter counter, Cpu cpu, ConsoleProgress progress) {
        List<Variant> known = new ArrayList<>();
        for (String name : names) {
            Variant variant = described.variant(name);
            if (variant.level() > counter.highestLevel()) {
                progress.say(name + " is left out: " + counter.name() + " does not know x86-64-v" + variant.level());
            } else {
                known.add(variant);
            }
        }
        List<Variant> countable = Selection.runnable(known, cpu, progress::say);
        if (countable.isEmpty()) {
            throw new HostException("none of these variants can be counted here; 'marchmark list' shows all");
        }
        return countable;
    }

    private static InstructionCounts counts(
            NativeBuild build,
            Manifest described,
            Counter counter,
            List<String> asked,
            List<Variant> countable,
            Size size,
            ConsoleProgress progress) {
        List<String> workloads = NativeBuild.possible(described, asked);
        Manifest manifest = build.buildPossible(
                workloads, countable.stream().map(Variant::name).toList());
        return new InstructionCounter(counter, build.output(), manifest, size, progress)
                .count(workloads, countable)
                .withUnbuilt(Preparation.withoutReference(manifest, asked));
    }

    private void print(InstructionCounts counts) {
        output.write(
                spec.commandLine().getOut(),
                switch (as) {
                    case console -> CountReport.console(counts);
                    case markdown -> CountReport.markdown(counts);
                    case json -> CountsJson.of(counts);
                });
    }

    private static int exitCode(InstructionCounts counts) {
        return counts.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
