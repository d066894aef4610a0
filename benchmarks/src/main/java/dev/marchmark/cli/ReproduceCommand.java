// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.Repetition;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.RepetitionReport;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark reproduce}: measures a run again, and says row by row whether it comes to the same. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a run again and compares the two.",
            "With its workloads, variants and settings, on this host; what differs otherwise",
            "(CPU, compilers, flags, code, kernel and more) is said. Prints both speed-ups of",
            "each row, and their ratio with its joint interval. Exit code 1: a row differs where",
            "all rows are judged together, or was not measured again.",
            ""
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final List<String> OF_COMPARING = List.of("--against", "--as");

    /** How to print it. */
    enum As {
        console,
        markdown
    }

    @Parameters(paramLabel = "RUN", description = "Its result folder.")
    private Path run = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "OTHER",
            description = "Measure nothing: compare with the run in that result folder, which may be of another host.")
    private @Nullable Path against;

    @Option(
            names = "--seed",
            description = "Another seed, for other memory placements, layouts and orders. Default: the run's, so that"
                    + " the same are drawn.")
    private @Nullable Long seed;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "Start no fork after that long: 90s, 10m, 2h. Default: the run's own limit, if it had one.")
    private @Nullable String maxTime;

    @Mixin
    private JvmOption jvm = new JvmOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where the result folder is made. Default: the project's results folder.")
    private @Nullable Path output;

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Stored(Run run, List<ForkResult> forks) {
        static Stored of(RunFolder folder) {
            Run run = Session.analysed(folder);
            return new Stored(run, folder.forks(run));
        }
    }

    @Override
    public Integer call() {
        long limit = TimeArgument.seconds(maxTime);
        jvm.jvm();
        Stored then = Stored.of(RunFolder.open(run));
        if (against != null) {
            GivenOptions.refuse(spec, name -> !OF_COMPARING.contains(name), "--against measures nothing");
            return compare(then, Stored.of(RunFolder.open(against)));
        }
        Path root = output == null ? Home.results() : output;
        RunFolder.requireWritable(root);
        return MachineLock.hold(() ->
                measure(then, root, maxTime == null ? then.run().settings().maxSeconds() : limit));
    }

    private int measure(Stored then, Path root, long limit) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        Settings recorded = then.run().settings();
        List<Variant> variants = variants(then.run(), described, cpu, progress);
        List<String> names = variants.stream().map(Variant::name).toList();
        List<String> workloads = workloads(then.run(), described, variants, progress);
        Manifest manifest = build.buildPossible(NativeBuild.possible(described, workloads), names);
        Differences.of(
                        then.run(),
                        HostDescription.of(cpu),
                        variants,
                        Preparation.libraries(manifest, workloads, variants))
                .forEach(difference -> progress.say("differs: " + difference));
        long drawnFrom = seed == null ? recorded.seed() : seed;
        return new NewRun(root, build, described, cpu, () -> HostDescription.of(cpu), jvm, progress)
                .measure(
                        workloads,
                        variants,
                        Size.of(recorded.size()),
                        ids -> recorded.of(ids, names, drawnFrom, limit),
                        (again, folder, stopped) -> {
                            progress.say("stored in " + folder.path());
                            int code = compare(then, new Stored(again, folder.forks()));
                            return stopped
                                    ? ExitCode.INTERRUPTED
                                    : again.failures().isEmpty() ? code : ExitCode.SOME_FAILED;
                        });
    }

    /** Those of its variants that this host can build and run. */
    private static List<Variant> variants(Run then, Manifest described, Cpu cpu, ConsoleProgress progress) {
        List<Variant> known = new ArrayList<>();
        for (String name : then.settings().variants()) {
            described.variants().stream()
                    .filter(variant -> variant.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            known::add,
                            () -> progress.say(name + " is left out: there is no variant of that name here"));
        }
        List<Variant> variants = Selection.runnable(known, cpu, progress::say);
        String baseline = then.settings().variants().get(0);
        if (variants.size() < 2 || !variants.get(0).name().equals(baseline)) {
            throw new HostException("run " + then.id() + " can't be measured again here: it takes its baseline, "
                    + baseline + ", and another of its variants");
        }
        return variants;
    }

    private static List<String> workloads(
            Run then, Manifest described, List<Variant> variants, ConsoleProgress progress) {
        List<String> known = described.ids();
        List<String> workloads = new ArrayList<>();
        for (String id : then.settings().workloads()) {
            String obstacle = known.contains(id)
                    ? variants.stream()
                            .flatMap(variant -> described.obstacle(id, variant).stream())
                            .findFirst()
                            .orElse(null)
                    : "there is no such workload here";
            if (obstacle == null) {
                workloads.add(id);
            } else {
                progress.say(id + " is left out: " + obstacle);
            }
        }
        if (workloads.isEmpty()) {
            throw new HostException(
                    "run " + then.id() + " can't be measured again here: none of its workloads is here");
        }
        return workloads;
    }

    private int compare(Stored then, Stored now) {
        requireComparable(
                "size", then.run().settings().size(), now.run().settings().size());
        requireComparable(
                "baseline",
                then.run().settings().variants().get(0),
                now.run().settings().variants().get(0));
        Repetition repetition = Repetition.of(then.run(), then.forks(), now.run(), now.forks());
        List<String> differences = Differences.of(then.run(), now.run());
        spec.commandLine()
                .getOut()
                .print(
                        switch (as) {
                            case console -> RepetitionReport.console(repetition, then.run(), now.run(), differences);
                            case markdown -> RepetitionReport.markdown(repetition, then.run(), now.run(), differences);
                        });
        spec.commandLine().getOut().flush();
        boolean repeats =
                repetition.onlyThen().isEmpty() && repetition.rows().stream().noneMatch(Repetition.Repeated::differs);
        return repeats ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private static void requireComparable(String what, String then, String now) {
        if (!then.equals(now)) {
            throw new UsageException(
                    "the runs have no row in common: their " + what + " differs (" + then + " and " + now + ")");
        }
    }
}
