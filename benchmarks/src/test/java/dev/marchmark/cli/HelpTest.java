// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.run.Profile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** In this process, but for one: Main.main() adds nothing but the exit. */
class HelpTest {
    static Program.Outcome execute(String... arguments) {
        return execute(Main.commandLine(), arguments);
    }

    /** By a program that may have executed other commands before. */
    static Program.Outcome execute(CommandLine program, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Program.Outcome(program.execute(arguments), out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run ",
                "list ",
                "verify ",
                "doctor ",
                "calibrate ",
                "instances ",
                "simulate ",
                "report ",
                "publish ",
                "reproduce ",
                "audit ",
                "scan ",
                "count ",
                "packages ",
                "packages build ",
                "packages list ",
                "bundle "
            })
    void helpOfEachCommandFits84Columns(String command) {
        Program.Outcome help = execute((command + "--help").split(" ", -1)).requireCode(0);
        assertThat(help.out()).startsWith("Usage: marchmark " + command);
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 84);
        assertThat(help.err()).isEmpty();
    }

    /** A longer one would be broken where the next one is as well. */
    @Test
    void linesOfDescriptionsAreNotBroken() {
        List<CommandLine> commands = new ArrayList<>(List.of(Main.commandLine()));
        for (int i = 0; i < commands.size(); i++) {
            commands.addAll(commands.get(i).getSubcommands().values());
            assertThat(commands.get(i).getCommandSpec().usageMessage().description())
                    .allMatch(line -> line.length() < 84);
        }
        assertThat(commands).hasSizeGreaterThan(15);
    }

    @Test
    void overviewSaysWhatEachCommandDoesInOneWholeSentence() {
        String overview = execute("--help").requireCode(0).out();
        List<String> commands = Arrays.stream(overview.split("\n", -1))
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .toList();
        assertThat(commands).hasSize(15).allMatch(line -> line.matches("  [a-z]+ +[A-Z].*\\."), "a whole sentence");
    }

    @Test
    void helpSaysHowManyForksARowOfEachProfileHas() {
        String help = execute("run", "--help").requireCode(0).out().replaceAll("\\s+", " ");
        for (Profile profile : Profile.values()) {
            assertThat(help).containsPattern(" " + profile.label() + " [(]" + profile.forks() + "[ ,]");
        }
    }

    @Test
    void overviewExplainsEveryExitCode() {
        assertThat(execute("--help").requireCode(0).out().replaceAll("\\s+", " "))
                .contains(
                        "0 fine; 1 some", "; 2 wrong", "; 3 nothing", "; 4 none of it", "; 5 a result", "; 130 ended");
    }

    @Test
    void programWithoutArgumentsPrintsTheOverview() {
        Program.Outcome bare = new Program(Project.shared()).run().requireCode(0);
        assertThat(bare.out()).isEqualTo(execute("--help").out());
        assertThat(bare.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        assertThat(execute("--version").requireCode(0).out()).isEqualTo("marchmark " + Version.NUMBER + "\n");
    }

    @ParameterizedTest
    @CsvSource({"lst, list", "repot, report", "run --prfile quick, --profile", "verify --worklods crc32, --workloads"})
    void unknownWordIsAnsweredWithTheNearestOne(String typed, String suggested) {
        Program.Outcome outcome = execute(typed.split(" ", -1)).requireCode(2);
        assertThat(outcome.err()).contains(suggested).contains("--help' explains what there is");
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run -s 10", "run -s small,63", "calibrate -s 63", "count -s 10", "instances -s 10"})
    void sizeBelowWhatWorkloadsOfferIsRefused(String typed) {
        assertThat(execute(typed.split(" ", -1)).requireCode(2).reason())
                .contains("--size takes 64 bytes or more, not ");
    }
}
