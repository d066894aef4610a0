// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Family;
import dev.marchmark.model.Run;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.store.PublishedFolder;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts runs among the published ones, and makes the index over all hosts.",
            "A run must be complete, whole and not emulated, and its controls must not differ.",
            "The tables of runs and the index are made again from all runs in the results",
            "folder; without RUN that is all.",
            ""
        })
final class PublishCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Result folders, or folders that hold some.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Write nothing. With RUN: say whether it may be published, by its schemas, which list all"
                    + " that a result may hold, its hashes, forks and controls. Without: prove that of each run in"
                    + " the results folder, and that each table and page is what its data give.")
    private boolean check;

    @Option(
            names = "--accept-controls",
            description = "Also publish runs in which more copies of identical code differ than chance explains;"
                    + " the index says so of them.")
    private boolean acceptControls;

    @Option(
            names = "--again",
            description = "First compute what the runs store of their forks once more, or without RUN what all in the"
                    + " results folder store: after an update that analyses forks in another way.")
    private boolean again;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder of all results; what else lies in it stays. Default: the project's results"
                    + " folder.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path results = (output == null ? Home.results() : output).normalize();
        List<RunFolder> runs = folders.stream()
                .flatMap(folder -> RunFolder.openAll(folder).stream())
                .toList();
        List<String> problems;
        if (check) {
            GivenOptions.refuse(spec, "--again"::equals, "--check writes nothing");
            problems = runs.isEmpty() ? checked(results) : checked(runs);
        } else {
            if (again) {
                computeAgain(runs.isEmpty() ? RunFolder.openAll(results) : runs);
            }
            problems = publish(runs, results);
        }
        problems.forEach(this::say);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.STORE;
    }

    private void computeAgain(List<RunFolder> runs) {
        List<RunFolder> renewed = StoredSummaries.renew(runs);
        renewed.forEach(run -> print("computed again from its forks: " + run.path()));
        if (renewed.isEmpty()) {
            print("what runs store is what their forks come to");
        }
    }

    /** Returns why nothing was published, if it was not: all of the runs are, or none. */
    private List<String> publish(List<RunFolder> runs, Path results) {
        List<String> problems = refusals(runs);
        problems.addAll(GeneratedFiles.foreign(results));
        if (problems.isEmpty()) {
            runs.forEach(run -> print(
                    "published " + PublishedFolder.put(run, run.read(), results).path()));
            GeneratedFiles generated = GeneratedFiles.of(results);
            generated.leftOut().forEach(this::say);
            print(described(generated) + ", " + generated.write() + " of them written");
        }
        return problems;
    }

    /** Returns why runs are not published; nothing where all may be. */
    private List<String> refusals(List<RunFolder> runs) {
        List<String> problems = new ArrayList<>();
        for (RunFolder run : runs) {
            List<String> ofRun = new ArrayList<>(Acceptance.problems(run));
            if (ofRun.isEmpty() && !acceptControls) {
                ofRun.addAll(Acceptance.ofControls(run));
            }
            problems.addAll(ofRun);
        }
        return problems;
    }

    /** Returns why runs may not be published; of those that may be it prints what readers will hold against them. */
    private List<String> checked(List<RunFolder> runs) {
        List<String> problems = refusals(runs);
        if (problems.isEmpty()) {
            for (RunFolder folder : runs) {
                print("may be published: " + folder.path());
                Run run = folder.read();
                if (Family.of(run.settings()) == Family.EXPLORATORY) {
                    print("  as a first look, since it is a quick run: tables show it where the host has no other");
                }
                ConsoleReport.controls(run).forEach(this::print);
            }
        }
        return problems;
    }

    /** Returns what is wrong with the folder of all results. */
    private List<String> checked(Path results) {
        List<RunFolder> runs = RunFolder.openAll(results);
        List<String> problems = new ArrayList<>(runs.parallelStream()
                .flatMap(run -> Acceptance.problems(run).stream())
                .toList());
        problems.addAll(Acceptance.ofCalibrations(runs));
        if (problems.isEmpty()) {
            GeneratedFiles generated = GeneratedFiles.of(results);
            generated
                    .stale()
                    .forEach(file ->
                            problems.add(file + " is not what its data give;" + " 'marchmark publish' makes it again"));
            generated
                    .strays()
                    .forEach(file -> problems.add(file + " belongs to no run; 'marchmark publish' removes it"));
            if (problems.isEmpty()) {
                generated.controlsDiffer().forEach(run -> print("controls differ, as the tables say: " + run));
                print(described(generated) + ", all as their data give them");
            }
        }
        return problems;
    }

    private static String described(GeneratedFiles generated) {
        return generated.texts().size() + " tables and pages";
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private void say(String problem) {
        spec.commandLine().getErr().println("marchmark: " + problem);
    }
}
