// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.run.HostCalibrations;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.MachineCode;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.ResultProof;
import dev.marchmark.run.Session;
import dev.marchmark.run.UtcTime;
import dev.marchmark.store.RunFolder;
import dev.marchmark.verify.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What makes a run, from its build to its folder: builds, proves the levels, verifies, measures, stores.
 *
 * @param root where result folders are made
 * @param build of the libraries
 * @param described what could be built
 * @param host describes this host, for the result
 * @param jvm of child processes
 */
record NewRun(
        Path root,
        NativeBuild build,
        Manifest described,
        Cpu cpu,
        Supplier<Host> host,
        JvmOption jvm,
        ConsoleProgress progress) {
    private static final Duration VERIFY_TIMEOUT = Duration.ofSeconds(60);

    /** What to do with a run that has ended, before the process may end. */
    interface End {
        /**
         * Reports it.
         *
         * @param stopped whether somebody ended it
         * @return the exit code
         */
        int of(Run run, RunFolder folder, boolean stopped);
    }

    /**
     * Makes a run.
     *
     * @param asked ids of workloads; what can't be built or does not offer the size is left out, and said
     * @param variants the baseline first
     * @param settings for the ids that are left
     * @return the exit code
     */
    int measure(
            List<String> asked, List<Variant> variants, Size size, Function<List<String>, Settings> settings, End end) {
        List<String> workloads = NativeBuild.possible(described, asked);
        Path output = build.output();
        if (Files.exists(output) && !Files.isWritable(output)) {
            throw new HostException("can't write to " + output
                    + ", where copies of libraries get their place, the controls: it must belong to who measures");
        }
        Manifest manifest = build.buildPossible(
                workloads, variants.stream().map(Variant::name).toList());
        Optional<MachineCode> code = LevelProof.audit(output, manifest, workloads, variants, progress);
        List<Run.WorkloadFacts> facts = new ArrayList<>();
        for (String workload : workloads) {
            Optional<Run.WorkloadFacts> offered = Preparation.facts(output, manifest.workload(workload), size);
            offered.ifPresentOrElse(
                    facts::add, () -> progress.say(workload + " is left out: it does not offer size " + size.label()));
        }
        Settings asSet =
                settings.apply(facts.stream().map(Run.WorkloadFacts::id).toList());
        List<SourcePackage> packages = Preparation.packages(manifest, asSet.workloads(), variants);
        List<Warning> disturbances = HostDescription.warnings(cpu);
        disturbances.forEach(warning -> progress.say("WARNING: " + warning.text()));

        Host here = host.get();
        // Before anything is measured, as one of them may be damaged.
        HostCalibrations calibrations = new HostCalibrations(root.resolve(here.name()), here.cpu());
        Session session = new Session(output, manifest, jvm.jvm(), progress);
        return Interruption.guard(session.stop(), () -> {
            Verified verified = verify(manifest, asSet, variants, facts, session);
            List<Run.Failure> failures = new ArrayList<>(verified.failures());
            failures.addAll(Preparation.withoutReference(manifest, asked));
            boolean failed = !verified.failures().isEmpty();
            if (failed ? session.stop().isMadeSoon() : session.stop().isMade()) {
                progress.say("ended before anything was measured; nothing is stored");
                return ExitCode.INTERRUPTED;
            }
            RunEstimate.lines(asSet, verified.measuring()).forEach(progress::say);
            RunFolder folder = RunFolder.create(root.resolve(here.name()).resolve(ResultId.draw()));
            folder.write(new Run(
                    Run.SCHEMA,
                    Version.NUMBER,
                    String.valueOf(folder.path().getFileName()),
                    UtcTime.now(),
                    null,
                    Run.Status.STARTED,
                    here,
                    asSet,
                    variants,
                    facts,
                    Preparation.libraries(manifest, asSet.workloads(), variants),
                    packages,
                    failures,
                    verified.numerics(),
                    code.map(known -> known.comparisons(asSet.workloads(), variants))
                            .orElse(List.of()),
                    null,
                    null,
                    calibrations.under(variants.get(0)).orElse(null)));
            List<Warning> warnings = new ArrayList<>(disturbances);
            warnings.addAll(Preparation.warnings(packages));
            calibrations.warning().ifPresent(warnings::add);
            Run measured = session.measure(folder, warnings);
            RunOutput.writeTables(measured, folder);
            return end.of(measured, folder, session.stop().isMade());
        });
    }

    /**
     * What is known of the libraries before anything is measured.
     *
     * @param measuring about how long a fork of each workload will measure
     */
    private record Verified(List<Run.Failure> failures, List<Run.Numerics> numerics, Map<String, Duration> measuring) {}

    private Verified verify(
            Manifest manifest,
            Settings settings,
            List<Variant> variants,
            List<Run.WorkloadFacts> facts,
            Session session) {
        try (Verifier verifier = new Verifier(jvm.childJvm(), build.output(), VERIFY_TIMEOUT)) {
            ResultProof proof =
                    new ResultProof(verifier, manifest, settings.workloads(), variants, session.stop()::isMade);
            List<Run.Failure> failures = proof.failures(progress);
            return new Verified(failures, proof.numerics(failures), proof.measuring(settings, facts, failures));
        }
    }
}
