// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.host.CloudMetadata;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.MachineLock;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code marchmark run}: builds, verifies, measures, analyses, stores, prints. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares variants of workloads on this host.",
            "Checks the host, builds what is missing, verifies that all variants compute the",
            "same, measures, stores, prints a table. Ctrl-C ends it and reports what is there.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  marchmark run                                  v2-O2 against v3-O2, all kernels",
            "  marchmark run -w 'packages/**'                 what 'packages build' built",
            "  marchmark run -w 'float/*' -v v2-O3,v3-O3      other workloads and variants",
            "  marchmark run --vary level                     v2, v3 and v4 against v1",
            "  marchmark run -p standard --max-time 30m       for a table to publish",
            "  marchmark run --target-width 0.5%%              more forks where rows need them"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Mixin
    private HostOption host = new HostOption();

    @Mixin
    private RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        options.check();
        host.check();
        if (options.vary != null && spec.commandLine().getParseResult().hasMatchedOption("--variants")) {
            throw new UsageException("--vary names the variants itself: leave out --variants");
        }
        List<Size> sizes = SizeArgument.list(options.size);
        Optional<Path> jvm = selected.children.jvm();
        Path root = options.output == null ? Home.results() : options.output;
        Path resumed = options.resume;
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        if (resumed != null) {
            return MachineLock.hold(
                    () -> Resumption.of(RunFolder.open(resumed), spec, options.maxSeconds(), jvm, progress));
        }
        checkNames(Home.names());
        if (options.estimate) {
            return estimate(sizes, progress);
        }
        RunFolder.requireWritable(root);
        return MachineLock.hold(() -> start(sizes, root, progress));
    }

    private void checkNames(KnownNames names) {
        selected.check(names, options.variants == null ? List.of() : options.variants);
        if (options.vary != null) {
            names.requireSets(List.of(options.vary));
        } else if (options.variants == null) {
            selected.kind(names.workloads());
        }
    }

    /** Says how long all runs of the command would take together; builds no variant, measures nothing. */
    private int estimate(List<Size> sizes, ConsoleProgress progress) {
        NativeBuild build = Home.nativeBuild();
        Manifest described = build.describe();
        Shim.load(build.output());
        RunChoice choice = new RunChoice(build.output(), described, selected, options);
        RunEstimate sum = RunEstimate.NOTHING;
        for (List<Variant> variants : choice.variants()) {
            List<String> asked = NativeBuild.possible(described, selected.chosen(described, variants, progress::say));
            for (Size size : choice.offered(asked, sizes)) {
                Settings settings = options.settings(choice.offering(asked, size), variants, size, 0);
                sum = sum.plus(RunEstimate.of(settings, Map.of()));
            }
        }
        RunEstimate within = sum.within(options.maxSeconds());
        spec.commandLine()
                .getOut()
                .println(within.least().toSeconds() + " " + within.most().toSeconds());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private int start(List<Size> sizes, Path root, ConsoleProgress progress) {
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        RunChoice choice = new RunChoice(build.output(), described, selected, options);
        List<List<Variant>> compared = choice.runnable(cpu, progress::say);
        NewRun made = new NewRun(root, build, described, cpu, described(cpu, progress), selected.children, progress);
        ThereAlready there =
                options.onlyMissing ? ThereAlready.in(root.resolve(host.of(cpu).name())) : ThereAlready.NOTHING;
        TimeLimit limit = new TimeLimit(options.maxSeconds(), compared.size() * sizes.size());
        int worst = ExitCode.OK;
        for (List<Variant> variants : compared) {
            List<String> asked = selected.chosen(described, variants, progress::say);
            List<String> possible = NativeBuild.possible(described, asked);
            List<Size> missing = choice.offered(possible, sizes).stream()
                    .filter(size -> !options.onlyMissing
                            || !there.has(options.settings(choice.offering(possible, size), variants, size, 0)))
                    .toList();
            limit.leaveOut(sizes.size() - missing.size());
            if (missing.isEmpty()) {
                progress.say("nothing is missing of "
                        + variants.stream().map(Variant::name).collect(Collectors.joining(", ")));
                continue;
            }
            int code = sizes.size() > 1
                    ? sweep(made, limit, asked, variants, missing)
                    : measure(made, limit, asked, variants, missing.get(0), this::finish);
            if (code == ExitCode.INTERRUPTED) {
                return code;
            }
            worst = Math.max(worst, code);
        }
        return worst;
    }

    /** How this host is described in each run; who asks for it has its provider asked once. */
    private Supplier<Host> described(Cpu cpu, ConsoleProgress progress) {
        if (!options.askMetadata) {
            return () -> host.of(cpu);
        }
        CloudMetadata.Answer answer = CloudMetadata.ask(host.of(cpu).platform().cloud());
        answer.notes().forEach(note -> progress.say("note: metadata service of " + note));
        return () -> host.of(cpu).rented(answer.cloud());
    }

    /** A run each, and one table of them all, as their own ones would be long: these are in their folders. */
    private int sweep(NewRun made, TimeLimit limit, List<String> asked, List<Variant> variants, List<Size> sizes) {
        List<Run> runs = new ArrayList<>();
        NewRun.End end = (run, folder, stopped) -> {
            runs.add(run);
            if (run.status() != Run.Status.COMPLETE) {
                return finish(run, folder, stopped);
            }
            spec.commandLine().getOut().println("stored in " + folder.path());
            spec.commandLine().getOut().flush();
            return RunOutput.exitCode(run, stopped);
        };
        int worst = ExitCode.OK;
        for (Size size : sizes) {
            int code = measure(made, limit, asked, variants, size, end);
            if (code == ExitCode.INTERRUPTED) {
                return code;
            }
            worst = Math.max(worst, code);
        }
        spec.commandLine().getOut().print("\n" + SweepReport.of(runs));
        spec.commandLine().getOut().flush();
        return worst;
    }

    private int measure(
            NewRun made, TimeLimit limit, List<String> asked, List<Variant> variants, Size size, NewRun.End end) {
        return made.measure(
                asked, variants, size, ids -> options.settings(ids, variants, size, limit.nextSeconds()), end);
    }

    private int finish(Run run, RunFolder folder, boolean stopped) {
        RunOutput.print(spec.commandLine().getOut(), run, folder);
        return RunOutput.exitCode(run, stopped);
    }
}
