// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code marchmark count}, on kernels whose instructions are known. */
class CountTest {
    private static Project project = Project.shared();

    @BeforeAll
    static void plant() {
        project = Project.own("counted").withPlanted("counted", "beyond_valgrind", "wrong_at_v3", "stateful");
    }

    private static Program.Outcome count(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "count";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Program(project).run(all);
    }

    private static long field(String json, String name, int occurrence) {
        Matcher field = Pattern.compile("\"" + name + "\" : (\\d+)").matcher(json);
        for (int i = 0; i <= occurrence; i++) {
            assertThat(field.find()).as(name + " in " + json).isTrue();
        }
        return Long.parseLong(field.group(1));
    }

    @Test
    void countIsWhatCountingByHandGivesAndTheSameAgain() {
        String json = count("-w", "counted", "-v", "v2-O2", "--as", "json")
                .requireCode(0)
                .out();
        // Beside the loop, of 8000 and 1 that sets it up, a scrambled word takes a few instructions, a run a few more.
        long perRun = field(json, "instructions", 0) / field(json, "runs", 0);
        long words = field(json, "work", 0);
        assertThat(words).isEqualTo(2048);
        assertThat(perRun).isBetween(8000 + 4 * words / 4, 8000 + 10 * words);
        assertThat(field(json, "instructions", 0) % field(json, "runs", 0)).isZero();
        assertThat(field(json, "packed", 0)).isBetween(3000L * 64, (3000 + 4 * words) * 64);
        assertThat(count("-w", "counted", "-v", "v2-O2", "--as", "json")
                        .requireCode(0)
                        .out())
                .isEqualTo(json);
    }

    @Test
    void tableHasBothVariantsTheirRatioAndVectorShareWithin100Columns() {
        Program.Outcome outcome = count("-w", "alpha_blend,crc32,stateful").requireCode(0);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(outcome.out())
                .startsWith("v2-O2 and v3-O2, size small, counted by valgrind-")
                .containsPattern(
                        "(?m)^kernels/integer/alpha_blend +[\\d.]+ +[\\d.]+ +\\d\\.\\d{3} +[\\d.]+ % +[\\d.]+ %  pixel$")
                .containsPattern("(?m)^kernels/checksum/crc32 +[\\d.]+ +[\\d.]+ +\\d\\.\\d{3} +0\\.0 % +0\\.0 %  byte$")
                .containsPattern("(?m)^kernels/planted/stateful +\\d");
    }

    @Test
    void whatValgrindDoesNotKnowOrComputesWronglyIsNotCountedAndTheRestIs() {
        Program.Outcome outcome =
                count("-w", "beyond_valgrind,wrong_at_v3,crc32").requireCode(1);
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains(
                        "not counted: kernels/planted/beyond_valgrind, v2-O2: valgrind does not know the instruction 0x62")
                .contains("not counted: kernels/planted/wrong_at_v3, v3-O2: computes something else than the reference")
                .doesNotContain("wrong_at_v3, v2-O2")
                .contains("kernels/checksum/crc32 ");
    }

    @Test
    void variantOfAvx512IsLeftOutWithALine() {
        Program.Outcome outcome = count("-w", "crc32", "-v", "v2-O2,v4-O2").requireCode(0);
        assertThat(outcome.err()).contains("v4-O2 is left out: valgrind does not emulate x86-64-v4");
        assertThat(outcome.out()).startsWith("v2-O2, size small");
    }

    @Test
    void missingValgrindIsNamedInOneLine() throws IOException {
        Path tools = Project.folder("no valgrind");
        for (String tool : List.of("env")) {
            Program.Outcome found = Program.command(List.of("sh", "-c", "command -v " + tool));
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of(found.requireCode(0).out().trim()));
        }
        Program.Outcome outcome = new Program(project)
                .environment("PATH", tools.toString())
                .run("count")
                .requireCode(3);
        assertThat(outcome.reason()).contains("valgrind, which counts instructions, is missing", "install");
        assertThat(outcome.err().lines()).hasSize(1);
    }
}
