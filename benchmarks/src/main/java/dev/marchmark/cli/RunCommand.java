// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.host.CloudMetadata;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
        selected.children.jvm();
        Path root = options.output == null ? Home.results() : options.output;
        if (options.estimate && options.resume == null) {
            return estimate(sizes);
        }
        if (options.resume == null) {
            RunFolder.requireWritable(root);
        }
        // Before the build: one beside a measurement disturbs it, and rewrites the manifest that its forks read.
        MachineLock lock = MachineLock.take();
        try {
            return options.resume == null ? start(sizes, root) : resume(RunFolder.open(options.resume));
        } finally {
            MachineLock.release(lock);
        }
    }

    /** What all runs of one command have in common. */
    private record Common(NewRun made, TimeLimit limit, boolean isSweep) {}

    private int start(List<Size> sizes, Path root) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        List<List<Variant>> compared = runnable(described, cpu, progress);
        Common common = new Common(
                new NewRun(root, build, described, cpu, described(cpu, progress), selected.children, progress),
                new TimeLimit(options.maxSeconds(), compared.size() * sizes.size()),
                sizes.size() > 1);
        int worst = ExitCode.OK;
        for (List<Variant> variants : compared) {
            List<String> asked = selected.chosen(described, variants, progress::say);
            List<Size> offered = offered(build.output(), described, NativeBuild.possible(described, asked), sizes);
            common.limit().leaveOut(sizes.size() - offered.size());
            List<Run> runs = new ArrayList<>();
            for (Size size : offered) {
                int code = start(common, asked, size, variants, runs);
                if (code == ExitCode.INTERRUPTED) {
                    return code;
                }
                worst = Math.max(worst, code);
            }
            if (common.isSweep()) {
                spec.commandLine().getOut().print("\n" + SweepReport.of(runs));
                spec.commandLine().getOut().flush();
            }
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

    /** Says how long all runs of the command would take together; builds no variant, measures nothing. */
    private int estimate(List<Size> sizes) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        Manifest described = build.describe();
        Shim.load(build.output());
        RunEstimate sum = RunEstimate.NOTHING;
        for (List<String> names : named(described)) {
            List<Variant> variants = names.stream().map(described::variant).toList();
            List<String> asked = NativeBuild.possible(described, selected.chosen(described, variants, progress::say));
            for (Size size : offered(build.output(), described, asked, sizes)) {
                List<String> offering = asked.stream()
                        .filter(id -> offers(build.output(), described, id, size))
                        .toList();
                sum = sum.plus(RunEstimate.of(options.settings(offering, variants, size, 0), Map.of()));
            }
        }
        RunEstimate within = sum.within(options.maxSeconds());
        spec.commandLine()
                .getOut()
                .println(within.least().toSeconds() + " " + within.most().toSeconds());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private List<Size> offered(Path build, Manifest described, List<String> workloads, List<Size> sizes) {
        List<Size> offered = sizes.stream()
                .filter(size -> workloads.stream().anyMatch(id -> offers(build, described, id, size)))
                .toList();
        if (offered.isEmpty()) {
            throw new UsageException("none of these workloads offers size " + options.size);
        }
        return offered;
    }

    private static boolean offers(Path build, Manifest described, String workload, Size size) {
        return Preparation.facts(build, described.workload(workload), size).isPresent();
    }

    /** Measures one run, and adds it to those that were measured before. */
    private int start(Common common, List<String> asked, Size size, List<Variant> variants, List<Run> runs) {
        return common.made()
                .measure(
                        asked,
                        variants,
                        size,
                        ids -> options.settings(
                                ids, variants, size, common.limit().nextSeconds()),
                        (run, folder, stopped) -> {
                            runs.add(run);
                            return finish(run, folder, stopped, common.isSweep());
                        });
    }

    /** Of each run's variants those that this host can build and run, where two or more are left. */
    private List<List<Variant>> runnable(Manifest manifest, Cpu cpu, ConsoleProgress progress) {
        List<List<Variant>> runs = new ArrayList<>();
        for (List<String> names : named(manifest)) {
            List<Variant> runnable = new ArrayList<>();
            for (String name : names) {
                Variant variant = manifest.variant(name);
                Selection.refusal(variant, cpu).ifPresentOrElse(progress::say, () -> runnable.add(variant));
            }
            if (runnable.size() >= 2) {
                runs.add(runnable);
            }
        }
        if (runs.isEmpty()) {
            throw new HostException(
                    "nothing is left to compare: 'marchmark list' shows which variants this host can run");
        }
        return runs;
    }

    private List<List<String>> named(Manifest manifest) {
        if (options.variants != null && options.vary == null) {
            return List.of(options.variants);
        }
        return manifest.set(options.vary == null ? selected.kind(manifest) : options.vary);
    }

    private int resume(RunFolder folder) {
        Resumption.requireNoSettings(spec.commandLine().getParseResult());
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        Run stored = folder.read();
        if (stored.status() == Run.Status.COMPLETE) {
            progress.say("run " + stored.id() + " is complete; there is nothing to go on with");
            RunOutput.print(spec.commandLine().getOut(), stored, folder);
            return exitCode(stored);
        }
        folder.settleBlocks();
        NativeBuild build = Home.nativeBuild();
        Settings settings = stored.settings();
        Manifest manifest = build.buildPossible(settings.workloads(), settings.variants());
        Cpu cpu = Shim.load(build.output());
        Resumption.check(stored, HostDescription.of(cpu), manifest);
        LevelProof.audit(build.output(), manifest, settings.workloads(), stored.variants(), progress);
        progress.say("going on with " + stored.id());
        Session session = new Session(build.output(), manifest, selected.children.jvm(), progress);
        return Interruption.guard(session.stop(), () -> {
            Run run = session.measure(folder, warnings(cpu, stored.packages()), options.maxSeconds());
            RunOutput.writeTables(run, folder);
            return finish(run, folder, session.stop().isMade(), false);
        });
    }

    private static List<Warning> warnings(Cpu cpu, List<SourcePackage> packages) {
        List<Warning> warnings = new ArrayList<>(HostDescription.warnings(cpu));
        warnings.addAll(Preparation.warnings(packages));
        return warnings;
    }

    /** @param isSweep leaves the run's own table to its folder, as one of all sizes follows */
    private int finish(Run run, RunFolder folder, boolean stopped, boolean isSweep) {
        if (isSweep && run.status() == Run.Status.COMPLETE) {
            spec.commandLine().getOut().println("stored in " + folder.path());
            spec.commandLine().getOut().flush();
        } else {
            RunOutput.print(spec.commandLine().getOut(), run, folder);
        }
        return stopped ? ExitCode.INTERRUPTED : exitCode(run);
    }

    private static int exitCode(Run run) {
        return run.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
