// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before the host is looked at or anything is built. */
class WrongValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --forks 1",
                "run --forks 10001",
                "run --forks many",
                "run --margin 0",
                "run --margin 50",
                "run --margin NaN",
                "run --margin small",
                "run --cells 0",
                "run --cells 9",
                "run --cells x",
                "run --seed x",
                "run --seed 99999999999999999999",
                "run --max-time 5",
                "run --max-time 0s",
                "run --max-time -5s",
                "run --max-time 5d",
                "run --variants v2-O2",
                "run --variants v2-O2,v2-O2",
                "run --profile",
                "run --output",
                "run --resume",
                "report --as pdf",
                "report --mix",
                "calibrate --forks 1",
                "calibrate --cells 9",
                "calibrate --comparisons 0",
                "calibrate --fork-millis 1",
                "calibrate --max-time 5",
                "calibrate --seed x",
                "run --host Upper",
                "run --host a--b",
                "run --host ../a",
                "calibrate --host a_b",
                "bundle --glibc new",
            })
    void wrongValueIsRefusedByTheNameOfItsOption(String typed) {
        String[] words = typed.split(" ", -1);
        Program.Outcome outcome = HelpTest.execute(words).requireCode(2);
        assertThat(outcome.reason()).contains(words[1]);
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--profile quik, unknown profile 'quik'; did you mean 'quick'?",
        "--size smal, 'small'",
        "--size sweepy, unknown size 'sweepy'; did you mean 'sweep'?",
        "--size 9, 'or a number of bytes, 64 to 999999999'",
        "--size 1000000000, 'or a number of bytes, 64 to 999999999'",
        "--forks many, is no whole number",
        "--seed 99999999999999999999, is too large",
        "--margin little, is no number",
        "--variants v9-O2, 'two or more, such as v2-O2,v3-O2; ''marchmark list'' shows them'"
    })
    void unknownNameIsAnsweredWithTheKnownOnes(String typed, String answer) {
        assertThat(HelpTest.execute(("run " + typed).split(" ", -1))
                        .requireCode(2)
                        .reason())
                .contains(answer);
    }

    @Test
    void reportTakesAFolder() {
        assertThat(HelpTest.execute("report").requireCode(2).reason()).contains("DIR");
    }

    @Test
    void folderWithoutResultsIsNamed(@TempDir Path empty) {
        assertThat(HelpTest.execute("report", empty.toString()).requireCode(5).reason())
                .contains("run.json", empty.toString());
        assertThat(HelpTest.execute("report", empty + "/missing").requireCode(5).reason())
                .contains(empty + "/missing", "no such file");
    }
}
