// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.stats.Simulation;
import dev.marchmark.stats.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which estimator is right how often, as Markdown. */
public final class SimulationReport {
    /** Between these two lines of a document stands what {@link #into} puts there. */
    static final String BEGIN = "<!-- simulation: begin -->\n";

    static final String END = "<!-- simulation: end -->\n";

    private SimulationReport() {}

    /** The ranking over classes of symmetric noise, and a row for each class and number of forks. */
    public static String of(Simulation simulation, List<Simulation.Outcome> outcomes) {
        List<String> lines = new ArrayList<>();
        lines.add("`marchmark simulate --repetitions " + simulation.repetitions() + " --seed " + simulation.seed()
                + "`; percentages.");
        List<Standing> ranking = Standing.rank(outcomes);
        if (!ranking.isEmpty()) {
            lines.add("");
            lines.add("Means over the classes of symmetric noise and numbers of forks, best first:");
            lines.add("");
            lines.add("| method | coverage | lowest, 20 forks or more | false positives | highest | half width |");
            lines.add("|---|---:|---:|---:|---:|---:|");
            for (Standing standing : ranking) {
                lines.add(row(
                        standing.method().name(),
                        percent(standing.coverage(), 1),
                        percent(standing.leastCoverage(), 1),
                        percent(standing.falsePositives(), 1),
                        percent(standing.mostFalsePositives(), 1),
                        percent(standing.halfWidth(), 3)));
            }
        }
        List<String> names =
                simulation.methods().stream().map(Simulation.Method::name).toList();
        lines.add("");
        lines.add("Coverage and, in brackets, median half width; how often two modes are suspected:");
        lines.add("");
        lines.add("| noise | true log ratio | forks | modes | " + String.join(" | ", names) + " |");
        lines.add("|---|---:|---:|---:|" + "---:|".repeat(names.size()));
        for (Simulation.Outcome outcome : outcomes) {
            List<String> cells = new ArrayList<>(List.of(
                    outcome.noise().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    percent(outcome.noise().truth(), 3),
                    Integer.toString(outcome.forks()),
                    percent(outcome.modesFound().value(), 1)));
            outcome.scores()
                    .forEach(score -> cells.add(
                            percent(score.covered().value(), 1) + " (" + percent(score.medianHalfWidth(), 2) + ")"));
            lines.add(row(cells.toArray(String[]::new)));
        }
        return String.join("\n", lines) + "\n";
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
