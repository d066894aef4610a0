// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.UnknownNameException;
import dev.marchmark.report.SimulationReport;
import dev.marchmark.stats.NoiseClass;
import dev.marchmark.stats.Simulation;
import dev.marchmark.stats.StoppedSimulation;
import dev.marchmark.store.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tries estimators on rows whose truth is known.",
            "Draws rows under several classes of noise, block by block, and counts how often",
            "each estimator's 95 %% interval holds the truth, and that of the tables where",
            "rows stop by their width, too. Measures nothing on this host.",
            ""
        })
final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--repetitions",
            defaultValue = "2000",
            description = "Rows of each class and number of forks. Default: ${DEFAULT-VALUE}.")
    private int repetitions;

    @Option(
            names = "--seed",
            defaultValue = "20261124",
            description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--estimators",
            split = ",",
            paramLabel = "NAME",
            description = "Some of the methods. Default: all.")
    private List<String> estimators = List.of();

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "CLASS",
            description = "${COMPLETION-CANDIDATES}. Default: all.")
    private List<NoiseClass> classes = List.of(NoiseClass.values());

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "Replace what stands between the lines '<!-- simulation: begin -->' and"
                    + " '<!-- simulation: end -->' of a document, instead of printing.")
    private @Nullable Path into;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (repetitions < 1) {
            throw new UsageException("--repetitions takes 1 or more");
        }
        String document = into == null ? "" : document(into);
        Simulation simulation = new Simulation(methods(), repetitions, seed);
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        StoppedSimulation stopping = new StoppedSimulation(repetitions, seed);
        List<Simulation.Outcome> outcomes = new ArrayList<>();
        List<StoppedSimulation.Outcome> stopped = new ArrayList<>();
        progress.begin("simulating", classes.size() * (Simulation.FORKS.size() + 1));
        for (NoiseClass noise : classes) {
            for (int forks : Simulation.FORKS) {
                progress.step(noise + ", " + forks + " forks");
                outcomes.add(simulation.of(noise, forks));
            }
            progress.step(noise + ", with stopping on");
            stopped.addAll(stopping.of(noise));
        }
        progress.end();
        String text = SimulationReport.of(simulation, outcomes, stopped);
        if (into == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            TextFile.write(into, SimulationReport.into(document, text));
        }
        return ExitCode.OK;
    }

    /** Read, and found to have a place for the tables, before minutes are spent on them. */
    private static String document(Path file) {
        String document = TextFile.read(file);
        try {
            SimulationReport.into(document, "");
            return document;
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " has " + e.getMessage());
        }
    }

    private List<Simulation.Method> methods() {
        List<Simulation.Method> all = Simulation.Method.all();
        List<String> names = all.stream().map(Simulation.Method::name).toList();
        for (String name : estimators) {
            if (!names.contains(name)) {
                throw UnknownNameException.of("estimator", name, names);
            }
        }
        return all.stream()
                .filter(method -> estimators.isEmpty() || estimators.contains(method.name()))
                .toList();
    }
}
