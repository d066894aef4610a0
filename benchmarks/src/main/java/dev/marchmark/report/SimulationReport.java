// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.stats.NoiseClass;
import dev.marchmark.stats.Simulation;
import dev.marchmark.stats.Standing;
import dev.marchmark.stats.StoppedSimulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which estimator is right how often, as Markdown. */
public final class SimulationReport {
    /** Between these two lines of a document stands what {@link #into} puts there. */
    static final String BEGIN = "<!-- simulation: begin -->\n";

    static final String END = "<!-- simulation: end -->\n";

    private SimulationReport() {}

    /**
     * The ranking over classes of symmetric noise, a row for each class and number of forks, and one for each class with
     * stopping on.
     */
    public static String of(
            Simulation simulation, List<Simulation.Outcome> outcomes, List<StoppedSimulation.Outcome> stopped) {
        List<String> lines = new ArrayList<>();
        lines.add("`marchmark simulate --repetitions " + simulation.repetitions() + " --seed " + simulation.seed()
                + "`; percentages.");
        List<Standing> ranking = Standing.rank(outcomes);
        if (!ranking.isEmpty()) {
            lines.add("");
            lines.add(
                    "Means over the classes of symmetric noise and numbers of forks, best first; refused is what could"
                            + " confirm no row of a table of " + Standing.ROWS + ":");
            lines.add("");
            lines.add("| method | coverage | lowest, 20 forks or more | false positives | highest | half width | |");
            lines.add("|---|---:|---:|---:|---:|---:|---|");
            for (Standing standing : ranking) {
                lines.add(row(
                        standing.method().name(),
                        percent(standing.coverage(), 1),
                        percent(standing.leastCoverage(), 1),
                        percent(standing.falsePositives(), 1),
                        percent(standing.mostFalsePositives(), 1),
                        percent(standing.halfWidth(), 3),
                        standing.isRefused() ? "refused" : ""));
            }
        }
        List<String> names =
                simulation.methods().stream().map(Simulation.Method::name).toList();
        lines.add("");
        lines.add(
                "Coverage and, in brackets, median half width; how often two modes are suspected, and false positives of "
                        + names.get(0) + ":");
        lines.add("");
        lines.add("| noise | true log ratio | forks | modes | false positives | " + String.join(" | ", names) + " |");
        lines.add("|---|---:|---:|---:|---:|" + "---:|".repeat(names.size()));
        for (Simulation.Outcome outcome : outcomes) {
            List<String> cells = new ArrayList<>(List.of(
                    name(outcome.noise()),
                    percent(outcome.noise().truth(), 3),
                    Integer.toString(outcome.forks()),
                    percent(outcome.modesFound().value(), 1),
                    percent(outcome.scores().get(0).falsePositives().value(), 1)));
            outcome.scores()
                    .forEach(score -> cells.add(
                            percent(score.covered().value(), 1) + " (" + percent(score.medianHalfWidth(), 2) + ")"));
            lines.add(row(cells.toArray(String[]::new)));
        }
        lines.addAll(withStopping(stopped));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> withStopping(List<StoppedSimulation.Outcome> outcomes) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("With stopping on, of t-median with looks after "
                + StoppedSimulation.LOOKS.forks().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + " forks, by how many times as large as the target the forks' standard deviation is:");
        lines.add("");
        List<String> head = new ArrayList<>(List.of("noise"));
        for (String what : List.of("coverage", "false positives", "mean forks")) {
            StoppedSimulation.SPREADS.forEach(spread -> head.add(what + ", " + Format.fixed(spread, 1)));
        }
        lines.add(row(head.toArray(String[]::new)));
        lines.add("|---|" + "---:|".repeat(head.size() - 1));
        Map<NoiseClass, List<StoppedSimulation.Outcome>> byNoise = outcomes.stream()
                .collect(Collectors.groupingBy(StoppedSimulation.Outcome::noise, TreeMap::new, Collectors.toList()));
        byNoise.forEach((noise, of) -> {
            List<String> cells = new ArrayList<>(List.of(name(noise)));
            of.forEach(outcome -> cells.add(percent(outcome.covered().value(), 1)));
            of.forEach(outcome -> cells.add(percent(outcome.falsePositives().value(), 1)));
            of.forEach(outcome -> cells.add(Format.fixed(outcome.meanForks(), 0)));
            lines.add(row(cells.toArray(String[]::new)));
        });
        return lines;
    }

    private static String name(NoiseClass noise) {
        return noise.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The document with that text in the place kept for it.
     *
     * @throws IllegalArgumentException if the document has no such place
     */
    public static String into(String document, String text) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "no lines '" + BEGIN.strip() + "' and '" + END.strip() + "' to write between");
        }
        return document.substring(0, begin + BEGIN.length()) + text + document.substring(end);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String percent(double fraction, int digits) {
        return Format.fixed(100 * fraction, digits);
    }
}
