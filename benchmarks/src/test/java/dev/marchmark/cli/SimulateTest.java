// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In this process: the command starts no other. */
class SimulateTest {
    @TempDir
    private Path folder = Path.of("");

    private static Program.Outcome simulate(String arguments) {
        return HelpTest.execute(("simulate " + arguments).split(" ", -1));
    }

    @Test
    void tableReplacesWhatStandsBetweenTheMarks() throws IOException {
        Path file = folder.resolve("document.md");
        String begin = "before\n<!-- simulation: begin -->\n";
        String end = "<!-- simulation: end -->\nafter\n";
        Files.writeString(file, begin + "old\n" + end);
        String options = "--repetitions 2 --classes modes_5,QUIET --estimators sign-flip-median,t-median";
        Program.Outcome outcome = simulate(options + " --into " + file).requireCode(0);
        assertThat(outcome.out()).isEmpty();
        assertThat(Project.read(file)).isEqualTo(begin + simulate(options).out() + end);
        assertThat(Project.read(file).lines().filter(line -> line.matches("\\| (modes 5|quiet) .*")))
                .as("three numbers of forks and a row with stopping on, each")
                .hasSize(8);
    }

    @Test
    void seedDecidesWhatComesOut() {
        String options = "--repetitions 20 --classes burst --estimators t-median --seed ";
        String first = simulate(options + 1).requireCode(0).out();
        assertThat(simulate(options + 1).out()).isEqualTo(first);
        assertThat(simulate(options + 2).out().replace("--seed 2", "--seed 1")).isNotEqualTo(first);
    }

    /** Skewed noise is not ranked: no interval of few forks covers modes that are rare. */
    @Test
    void rareModesAloneHaveNoRanking() {
        String printed = simulate("--repetitions 2 --classes modes_10 --estimators t-median")
                .requireCode(0)
                .out();
        assertThat(printed).contains("| modes 10 | 0.500 | 30 |").doesNotContain("best first");
    }

    @ParameterizedTest
    @CsvSource({
        "--estimators t-medain, 2, t-median",
        "--classes loud, 2, --classes",
        "--repetitions 0, 2, --repetitions takes 1 or more",
        "--into no/such/file, 5, no/such/file",
    })
    void wrongValueIsNamed(String arguments, int code, String named) {
        assertThat(simulate(arguments).requireCode(code).reason()).contains(named);
    }

    @Test
    void documentWithoutAPlaceIsRefusedAndLeftAlone() throws IOException {
        Path file = folder.resolve("document.md");
        Files.writeString(file, "<!-- simulation: end -->\n<!-- simulation: begin -->\n");
        assertThat(simulate("--into " + file).requireCode(2).reason()).contains("simulation: begin");
        assertThat(file).hasContent("<!-- simulation: end -->\n<!-- simulation: begin -->\n");
    }
}
