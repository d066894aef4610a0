// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Profile;
import dev.marchmark.run.Selection;
import dev.marchmark.run.Session;
import dev.marchmark.run.UtcTime;
import dev.marchmark.store.RunFolder;
import dev.marchmark.verify.Verifier;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "  marchmark run                                  v2-O2 against v3-O2, all workloads",
            "  marchmark run -w 'float/*' -v v2-O3,v3-O3      other workloads and variants",
            "  marchmark run -p standard --max-time 30m       for a table to publish"
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
        Profile profile = Profile.of(options.profile);
        Size size = Size.of(options.size);
        Path root = options.output == null ? Home.results() : options.output;
        if (options.resume == null) {
            RunFolder.requireWritable(root);
        }
        // Before the build: one beside a measurement disturbs it, and rewrites the manifest that its forks read.
        MachineLock lock = MachineLock.take();
        try {
            return options.resume == null ? start(profile, size, root) : resume(RunFolder.open(options.resume));
        } finally {
            MachineLock.release(lock);
        }
    }

    private int start(Profile profile, Size size, Path root) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        progress.say("building what is missing ...");
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        List<String> workloads = Selection.workloads(described, selected.globs());
        List<Variant> variants = runnable(described, cpu, progress);
        Manifest manifest =
                build.build(workloads, variants.stream().map(Variant::name).toList());
        LevelProof.require(build.output(), manifest, workloads, variants, progress);

        List<Run.WorkloadFacts> facts = new ArrayList<>();
        for (String workload : workloads) {
            Optional<Run.WorkloadFacts> offered = Preparation.facts(build.output(), manifest.workload(workload), size);
            offered.ifPresentOrElse(
                    facts::add, () -> progress.say(workload + " is left out: it does not offer size " + size.label()));
        }
        if (facts.isEmpty()) {
            throw new UsageException("none of these workloads offers size " + size.label());
        }
        Settings settings = new Settings(
                facts.stream().map(Run.WorkloadFacts::id).toList(),
                variants.stream().map(Variant::name).toList(),
                size.label(),
                profile.label(),
                options.forks == null ? profile.forks() : options.forks,
                WARM_UP_MILLIS,
                profile.measuredMillis(),
                options.cells,
                options.margin,
                options.seed == null ? new SecureRandom().nextLong() >>> 16 : options.seed,
                options.maxSeconds());
        estimate(settings, progress);

        Host host = HostDescription.of(cpu);
        Session session = new Session(build.output(), manifest, selected.jvm(), progress);
        return Interruption.guard(session, () -> {
            List<Run.Failure> failures = verify(build, manifest, settings, variants, progress, session);
            if (session.isStopping()) {
                progress.say("ended before anything was measured; nothing is stored");
                return ExitCode.INTERRUPTED;
            }
            RunFolder folder = RunFolder.create(folder(root, host, Instant.now()));
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
                    failures,
                    null,
                    null));
            return finish(session.measure(folder, HostDescription.warnings(cpu)), folder, session);
        });
    }

    private List<Variant> runnable(Manifest manifest, Cpu cpu, ConsoleProgress progress) {
        List<Variant> runnable = new ArrayList<>();
        for (String name : options.variants) {
            Variant variant = manifest.variant(name);
            Selection.refusal(variant, cpu).ifPresentOrElse(progress::say, () -> runnable.add(variant));
        }
        if (runnable.size() < 2) {
            throw new HostException(
                    "nothing is left to compare: 'marchmark list' shows which variants this host can run");
        }
        return runnable;
    }

    private static void estimate(Settings settings, ConsoleProgress progress) {
        long forks = (long) settings.workloads().size() * settings.forks();
        Duration time = Session.FORK_OVERHEAD
                .plusMillis(settings.warmUpMillis() + settings.measuredMillis())
                .multipliedBy(forks);
        progress.say(settings.workloads().size() + " workloads, " + String.join(" against ", settings.variants()) + ", "
                + settings.forks() + " forks each: about " + minutes(time) + " (seed " + settings.seed() + ")");
    }

    private static String minutes(Duration time) {
        return time.toSeconds() < 100 ? time.toSeconds() + " s" : (time.toSeconds() + 30) / 60 + " min";
    }

    private List<Run.Failure> verify(
            NativeBuild build,
            Manifest manifest,
            Settings settings,
            List<Variant> variants,
            ConsoleProgress progress,
            Session session) {
        try (Verifier verifier = new Verifier(selected.childJvm(), build.output(), VERIFY_TIMEOUT)) {
            return Preparation.verify(
                    verifier, manifest, settings.workloads(), variants, progress, session::isStopping);
        }
    }

    private static Path folder(Path root, Host host, Instant start) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        String id = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(start) + "-" + HexFormat.of().formatHex(random);
        return root.resolve(host.name()).resolve(id);
    }

    private int resume(RunFolder folder) {
        Resumption.requireNoSettings(spec.commandLine().getParseResult());
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        Run stored = folder.read();
        if (stored.status() == Run.Status.COMPLETE) {
            progress.say("run " + stored.id() + " is complete; there is nothing to go on with");
            spec.commandLine().getOut().print(ConsoleReport.of(stored));
            spec.commandLine().getOut().flush();
            return stored.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
        }
        folder.requireBlocks();
        NativeBuild build = Home.nativeBuild();
        Settings settings = stored.settings();
        Manifest manifest = build.build(settings.workloads(), settings.variants());
        Cpu cpu = Shim.load(build.output());
        Resumption.check(stored, HostDescription.of(cpu), manifest);
        progress.say("going on with " + stored.id());
        Session session = new Session(build.output(), manifest, selected.jvm(), progress);
        return Interruption.guard(
                session,
                () -> finish(
                        session.measure(folder, HostDescription.warnings(cpu), options.maxSeconds()), folder, session));
    }

    private int finish(Run run, RunFolder folder, Session session) {
        String table = ConsoleReport.of(run);
        folder.writeFile("table.md", MarkdownReport.of(run));
        folder.writeFile("table.csv", CsvReport.of(List.of(run)));
        spec.commandLine().getOut().println();
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().println("\nstored in " + folder.path());
        if (run.status() == Run.Status.INTERRUPTED) {
            spec.commandLine()
                    .getOut()
                    .println("not all forks were measured; 'marchmark run --resume " + quoted(folder.path())
                            + "' goes on");
        }
        spec.commandLine().getOut().flush();
        if (session.isStopping()) {
            return ExitCode.INTERRUPTED;
        }
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
