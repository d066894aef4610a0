// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.ResultProof;
import dev.marchmark.run.Selection;
import dev.marchmark.verify.Verifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks what variants of workloads compute.",
            "Builds them and compares with a plain reference, over sizes, memory placements",
            "and seeds, in a child process. Not while something is measured on this machine,",
            "which a build and this would disturb.",
            ""
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private WorkloadOptions selected = new WorkloadOptions();

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            paramLabel = "NAME",
            description = "Default: all that this host can run.")
    private List<String> variants = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        selected.check(Home.names(), variants);
        return MachineLock.hold(this::verify);
    }

    private int verify() {
        Path jvm = selected.children.childJvm();
        PrintWriter out = spec.commandLine().getOut();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        List<Variant> asked = variants.isEmpty()
                ? described.variants()
                : variants.stream().map(described::variant).toList();
        List<Variant> runnable = Selection.runnable(asked, cpu, progress::say);
        if (runnable.isEmpty()) {
            throw new HostException("this host can run none of these variants; 'marchmark list' shows which it can");
        }
        List<String> chosen = selected.chosenByAny(described, runnable, progress::say);
        List<String> workloads = NativeBuild.possible(described, chosen);
        Manifest manifest = build.buildPossible(
                workloads, runnable.stream().map(Variant::name).toList());
        List<Run.Failure> failures = new ArrayList<>(Preparation.withoutReference(manifest, chosen));
        try (Verifier verifier = new Verifier(jvm, build.output(), TIMEOUT)) {
            failures.addAll(new ResultProof(verifier, manifest, workloads, runnable, () -> false).failures(progress));
        }
        for (Run.Failure failure : failures) {
            String of = failure.variant() == null ? "" : ", " + failure.variant();
            out.println("FAILED " + failure.workload() + of + ": " + failure.reason());
        }
        out.println(WorkloadOptions.count(chosen.size()) + ", " + runnable.size()
                + (runnable.size() == 1 ? " variant: " : " variants: ") + failures.size()
                + " of " + ResultProof.tried(manifest, chosen, runnable) + " failed");
        out.flush();
        return failures.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
