// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Calibration;
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
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.report.SweepReport;
import dev.marchmark.run.CrossCheck;
import dev.marchmark.run.HostCalibrations;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.MachineCode;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Profile;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
import dev.marchmark.run.UtcTime;
import dev.marchmark.store.RunFolder;
import dev.marchmark.verify.Verifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    private static final Duration VERIFY_TIMEOUT = Duration.ofSeconds(60);
    private static final int WARM_UP_MILLIS = 50;

    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        options.check();
        if (options.vary != null && spec.commandLine().getParseResult().hasMatchedOption("--variants")) {
            throw new UsageException("--vary names the variants itself: leave out --variants");
        }
        Profile profile = Profile.of(options.profile);
        List<Size> sizes = Size.list(options.size);
        selected.jvm();
        Path root = options.output == null ? Home.results() : options.output;
        if (options.resume == null) {
            RunFolder.requireWritable(root);
        }
        // Before the build: one beside a measurement disturbs it, and rewrites the manifest that its forks read.
        MachineLock lock = MachineLock.take();
        try {
            return options.resume == null ? start(profile, sizes, root) : resume(RunFolder.open(options.resume));
        } finally {
            MachineLock.release(lock);
        }
    }

    /** What all runs of one command have in common. */
    private record Common(
            Profile profile,
            Settings.@Nullable Target target,
            Path root,
            NativeBuild build,
            Manifest described,
            Cpu cpu,
            ConsoleProgress progress) {}

    private int start(Profile profile, List<Size> sizes, Path root) {
        Settings.Target target = options.target(options.forks == null ? profile.forks() : options.forks);
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        progress.say("building what is missing ...");
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        Common common = new Common(profile, target, root, build, described, cpu, progress);
        int worst = ExitCode.OK;
        for (List<Variant> variants : runnable(described, cpu, progress)) {
            List<String> workloads = selected.chosen(described, variants, progress::say);
            List<Size> offered = offered(common, workloads, sizes);
            List<Run> runs = new ArrayList<>();
            for (Size size : offered) {
                int code = start(common, workloads, size, variants, runs);
                if (code == ExitCode.INTERRUPTED) {
                    return code;
                }
                worst = Math.max(worst, code);
            }
            if (offered.size() > 1) {
                spec.commandLine().getOut().print("\n" + SweepReport.of(runs));
                spec.commandLine().getOut().flush();
            }
        }
        return worst;
    }

    private List<Size> offered(Common common, List<String> workloads, List<Size> sizes) {
        Path build = common.build().output();
        List<Size> offered = sizes.stream()
                .filter(size -> workloads.stream().anyMatch(id -> Preparation.facts(
                                build, common.described().workload(id), size)
                        .isPresent()))
                .toList();
        if (offered.isEmpty()) {
            throw new UsageException("none of these workloads offers size " + options.size);
        }
        return offered;
    }

    /** Measures one run, and adds it to those that were measured before. */
    private int start(Common common, List<String> workloads, Size size, List<Variant> variants, List<Run> runs) {
        ConsoleProgress progress = common.progress();
        Path build = common.build().output();
        Manifest manifest = common.build()
                .build(workloads, variants.stream().map(Variant::name).toList());
        Optional<MachineCode> code = MachineCode.of(build, manifest, workloads, variants, progress);
        code.ifPresent(known -> LevelProof.require(known, manifest, workloads, variants));
        List<Run.WorkloadFacts> facts = new ArrayList<>();
        for (String workload : workloads) {
            Optional<Run.WorkloadFacts> offered = Preparation.facts(build, manifest.workload(workload), size);
            offered.ifPresentOrElse(
                    facts::add, () -> progress.say(workload + " is left out: it does not offer size " + size.label()));
        }
        Settings settings = settings(common, size, variants, facts);
        List<SourcePackage> packages = Preparation.packages(manifest, settings.workloads(), variants);
        estimate(settings, progress);

        Host host = HostDescription.of(common.cpu());
        // Before anything is measured, as it may be damaged.
        @Nullable
        Calibration calibration = new HostCalibrations(common.root().resolve(host.name()), host.cpu())
                .under(variants.get(0))
                .orElse(null);
        Session session = new Session(build, manifest, selected.jvm(), progress);
        return Interruption.guard(session.stop(), () -> {
            List<Run.Numerics> numerics = new ArrayList<>();
            List<Run.Failure> failures =
                    verify(common.build(), manifest, settings, variants, numerics, progress, session);
            if (session.stop().isMade()) {
                progress.say("ended before anything was measured; nothing is stored");
                return ExitCode.INTERRUPTED;
            }
            RunFolder folder =
                    RunFolder.create(common.root().resolve(host.name()).resolve(ResultId.draw()));
            folder.write(new Run(
                    Run.SCHEMA,
                    Version.NUMBER,
                    String.valueOf(folder.path().getFileName()),
                    UtcTime.now(),
                    null,
                    Run.Status.STARTED,
                    host,
                    settings,
                    variants,
                    facts,
                    Preparation.libraries(manifest, settings.workloads(), variants),
                    packages,
                    failures,
                    numerics,
                    code.map(known -> known.comparisons(settings.workloads(), variants))
                            .orElse(List.of()),
                    null,
                    null,
                    calibration));
            Run measured = session.measure(folder, warnings(common.cpu(), packages));
            runs.add(measured);
            return finish(measured, folder, session);
        });
    }

    private Settings settings(Common common, Size size, List<Variant> variants, List<Run.WorkloadFacts> facts) {
        Profile profile = common.profile();
        List<String> ids = facts.stream().map(Run.WorkloadFacts::id).toList();
        long seed = options.seed == null ? new SecureRandom().nextLong() >>> 16 : options.seed;
        int crossChecked = options.crossCheck == null ? CrossCheck.rows(profile, ids.size()) : options.crossCheck;
        return new Settings(
                        ids,
                        variants.stream().map(Variant::name).toList(),
                        size.label(),
                        profile.label(),
                        options.forks == null ? profile.forks() : options.forks,
                        WARM_UP_MILLIS,
                        profile.measuredMillis(),
                        options.cells,
                        options.margin,
                        seed,
                        options.maxSeconds())
                .with(common.target(), options.aligned)
                .withCrossChecked(CrossCheck.sample(ids, crossChecked, seed));
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

    private static void estimate(Settings settings, ConsoleProgress progress) {
        Duration fork = Session.FORK_OVERHEAD.plusMillis(settings.warmUpMillis() + settings.measuredMillis());
        long forks = (long) settings.workloads().size() * settings.forks() * (settings.hasAligned() ? 2 : 1);
        int checked = settings.crossChecked().size();
        String least = minutes(fork.multipliedBy(forks + CrossCheck.fewestForks(settings)));
        String most = minutes(fork.multipliedBy(forks + CrossCheck.mostForks(settings)));
        progress.say(settings.workloads().size() + " workloads, " + String.join(" against ", settings.variants()) + ", "
                + settings.forks() + " forks each"
                + (checked == 0 ? "" : ", and the variants of " + checked + " of them alone") + ": about "
                + (least.equals(most) ? least : least + " to " + most) + " (seed " + settings.seed() + ")");
        Settings.Target target = settings.target();
        if (target != null) {
            List<Integer> looks = target.looks();
            progress.say("rows whose interval is wider than " + target.halfWidthPercent()
                    + " % to either side go on, to " + looks.get(looks.size() - 1) + " forks at most");
        }
    }

    static String minutes(Duration time) {
        return time.toSeconds() < 100 ? time.toSeconds() + " s" : (time.toSeconds() + 30) / 60 + " min";
    }

    private List<Run.Failure> verify(
            NativeBuild build,
            Manifest manifest,
            Settings settings,
            List<Variant> variants,
            List<Run.Numerics> numerics,
            ConsoleProgress progress,
            Session session) {
        try (Verifier verifier = new Verifier(selected.childJvm(), build.output(), VERIFY_TIMEOUT)) {
            List<String> workloads = settings.workloads();
            BooleanSupplier stop = session.stop()::isMade;
            List<Run.Failure> failures = Preparation.verify(verifier, manifest, workloads, variants, progress, stop);
            numerics.addAll(Preparation.numerics(verifier, manifest, workloads, variants, failures, stop));
            return failures;
        }
    }

    private int resume(RunFolder folder) {
        Resumption.requireNoSettings(spec.commandLine().getParseResult());
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        Run stored = folder.read();
        if (stored.status() == Run.Status.COMPLETE) {
            progress.say("run " + stored.id() + " is complete; there is nothing to go on with");
            print(stored, folder);
            return exitCode(stored);
        }
        folder.settleBlocks();
        NativeBuild build = Home.nativeBuild();
        Settings settings = stored.settings();
        Manifest manifest = build.build(settings.workloads(), settings.variants());
        Cpu cpu = Shim.load(build.output());
        Resumption.check(stored, HostDescription.of(cpu), manifest);
        progress.say("going on with " + stored.id());
        Session session = new Session(build.output(), manifest, selected.jvm(), progress);
        return Interruption.guard(
                session.stop(),
                () -> finish(
                        session.measure(folder, warnings(cpu, stored.packages()), options.maxSeconds()),
                        folder,
                        session));
    }

    private static List<Warning> warnings(Cpu cpu, List<SourcePackage> packages) {
        List<Warning> warnings = new ArrayList<>(HostDescription.warnings(cpu));
        warnings.addAll(Preparation.warnings(packages));
        return warnings;
    }

    private int finish(Run run, RunFolder folder, Session session) {
        folder.writeFile("table.md", MarkdownReport.of(run));
        folder.writeFile("table.csv", CsvReport.of(List.of(run)));
        print(run, folder);
        return session.stop().isMade() ? ExitCode.INTERRUPTED : exitCode(run);
    }

    private void print(Run run, RunFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(ConsoleReport.of(run));
        out.println("\nstored in " + folder.path());
        if (run.status() == Run.Status.INTERRUPTED) {
            out.println("not all forks were measured; 'marchmark run --resume " + quoted(folder.path()) + "' goes on");
        }
        out.flush();
    }

    private static int exitCode(Run run) {
        return run.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0)
                ? text
                : text.chars()
                        .mapToObj(c -> c == '\'' ? "'\\''" : Character.toString(c))
                        .collect(Collectors.joining("", "'", "'"));
    }
}
