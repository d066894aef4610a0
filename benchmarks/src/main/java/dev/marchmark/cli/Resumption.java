// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Warning;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** How a run goes on, and whether it may here: one run is one host and one set of libraries. */
final class Resumption {
    private static final List<String> NOT_SETTLED = List.of("--resume", "--jvm", "--max-time");
    private static final int MOST_NAMED = 3;

    private Resumption() {}

    /**
     * Measures what a run has not measured yet.
     *
     * @param spec of the command, which may not say anew what the run has settled
     * @param maxSeconds after which no fork is started any more; 0 for no limit
     * @return the exit code
     * @throws UsageException where it does
     * @throws dev.marchmark.store.StoreException where it is complete, and forks that it came from are missing
     * @throws HostException where the run can't go on here
     */
    static int of(RunFolder folder, CommandSpec spec, long maxSeconds, Optional<Path> jvm, ConsoleProgress progress) {
        GivenOptions.refuse(
                spec, name -> !NOT_SETTLED.contains(name), "--resume goes on with the settings of that run");
        PrintWriter out = spec.commandLine().getOut();
        Run stored = folder.read();
        if (stored.status() == Run.Status.COMPLETE) {
            folder.requireWhole(stored);
            progress.say("run " + stored.id() + " is complete; there is nothing to go on with");
            RunOutput.print(out, stored, folder);
            return RunOutput.exitCode(stored, false);
        }
        folder.settleBlocks();
        NativeBuild build = Home.nativeBuild();
        Settings settings = stored.settings();
        Manifest manifest = build.buildPossible(settings.workloads(), settings.variants());
        Cpu cpu = Shim.load(build.output());
        check(stored, HostDescription.of(cpu), manifest);
        LevelProof.audit(build.output(), manifest, settings.workloads(), stored.variants(), progress);
        progress.say("going on with " + stored.id());
        List<Warning> warnings = new ArrayList<>(HostDescription.warnings(cpu));
        warnings.addAll(Preparation.warnings(stored.packages()));
        Session session = new Session(build.output(), manifest, jvm, progress);
        return Interruption.guard(session.stop(), () -> {
            Run run = session.measure(folder, warnings, maxSeconds);
            RunOutput.writeTables(run, folder);
            RunOutput.print(out, run, folder);
            return RunOutput.exitCode(run, session.stop().isMade());
        });
    }

    private static void check(Run run, Host here, Manifest manifest) {
        List<String> differences = new ArrayList<>(Differences.ofMachine(run.host(), here));
        differences.addAll(Differences.ofLibraries(
                run.libraries(), Preparation.libraries(manifest, run.settings().workloads(), run.variants())));
        if (!differences.isEmpty()) {
            int named = Math.min(MOST_NAMED, differences.size());
            String more = differences.size() > named ? " and " + (differences.size() - named) + " more" : "";
            throw new HostException("run " + run.id() + " can't go on here, as these differ: "
                    + String.join("; ", differences.subList(0, named)) + more + ". Start a new run instead.");
        }
    }
}
