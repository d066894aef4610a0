// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.marchmark.stats.NoiseClass;
import dev.marchmark.stats.Simulation;
import dev.marchmark.stats.StoppedSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SimulationReportTest {
    private static final Path METHODOLOGY = Path.of(System.getProperty("basedir", ""), "../METHODOLOGY.md");
    private static final String ROW = "| quiet | 0.995 | 12 |";

    /** Two rows of it are simulated anew, with the seed and repetitions that the document names. */
    @Test
    void tableInTheDocumentIsWhatTheSimulationGives() throws IOException {
        String document = Files.readString(METHODOLOGY);
        Matcher command = Pattern.compile("`marchmark simulate --repetitions (\\d+) --seed (\\d+)`")
                .matcher(document);
        assertThat(command.find()).isTrue();
        List<Simulation.Method> production = Simulation.Method.all().subList(0, 1);
        Simulation simulation =
                new Simulation(production, Integer.parseInt(command.group(1)), Long.parseLong(command.group(2)));
        String anew = SimulationReport.of(
                simulation,
                List.of(simulation.of(NoiseClass.QUIET, 12)),
                new StoppedSimulation(simulation.repetitions(), simulation.seed()).of(NoiseClass.QUIET));
        List<String> stored = cells(document, ROW);
        assertThat(stored.subList(0, 5)).isEqualTo(cells(anew, ROW).subList(0, 5));
        int column = cells(document, "| noise |").indexOf(production.get(0).name());
        assertThat(stored.get(column)).isEqualTo(cells(anew, ROW).get(5));
        assertThat(lastRow(document)).isEqualTo(lastRow(anew));
    }

    /** With stopping on. */
    private static List<String> lastRow(String text) {
        return cells(text.substring(text.indexOf("With stopping on, of t-median")), "| quiet |");
    }

    private static List<String> cells(String text, String begin) {
        String line =
                text.lines().filter(any -> any.startsWith(begin)).findFirst().orElseThrow();
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    @Test
    void documentMustHaveAPlaceForTheTable() {
        String place = SimulationReport.BEGIN + SimulationReport.END;
        assertThat(SimulationReport.into("a\n" + place + "b\n", "table\n"))
                .isEqualTo("a\n" + SimulationReport.BEGIN + "table\n" + SimulationReport.END + "b\n");
        for (String without : List.of("", SimulationReport.END + SimulationReport.BEGIN, SimulationReport.BEGIN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SimulationReport.into(without, ""))
                    .withMessageContaining("simulation: begin");
        }
    }
}
