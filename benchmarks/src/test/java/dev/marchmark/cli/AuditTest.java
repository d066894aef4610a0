// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code marchmark audit} on libraries that gcc makes here. */
class AuditTest {
    private static final String SOURCE =
            """
            void add(float *restrict x, const float *restrict y, long n) { for (long i = 0; i < n; i++) x[i] += y[i]; }
            unsigned shift(unsigned x, unsigned n) { return x << n; }
            int plain(int x) { return x + 1; }
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path library(String name, String... flags) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("unit.c"), SOURCE);
        Path library = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-fPIC", "-shared"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", library.toString(), source.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return library;
    }

    @Test
    void consoleSaysWhichFunctionsNeedWhatWithin100Columns() throws Exception {
        Path library = library("with-a-rather-long-name-that-goes-on-and-on.so", "-O3", "-march=x86-64-v3", "-g");
        Program.Outcome outcome = HelpTest.execute("audit", library.toString()).requireCode(0);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(outcome.out())
                .containsPattern("(?m)^add +\\d+ +\\d+ +0 +[1-9]\\d* ")
                .containsPattern("(?m)^shift +\\d+ +\\d+ +0 +1 ")
                .doesNotContainPattern("(?m)^plain ")
                .containsPattern("(?m)^needed: AVX \\d+")
                .contains("-march=x86-64-v3");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void markdownIsATableAndJsonHasEveryFunction() throws Exception {
        Path library = library("a.so", "-O2", "-march=x86-64-v3");
        assertThat(HelpTest.execute("audit", "--as", "markdown", library.toString())
                        .requireCode(0)
                        .out())
                .contains("| function | bytes | v1 | v2 | v3 |")
                .containsPattern("(?m)^\\| shift \\| \\d+ \\|");
        Path file = folder.resolve("audit.json");
        HelpTest.execute("audit", "--as", "json", "-o", file.toString(), library.toString())
                .requireCode(0);
        assertThat(Files.readString(file))
                .contains("\"name\" : \"plain\"")
                .contains("\"BMI2\" : 1")
                .contains("\"failures\" : [ ]");
    }

    @Test
    void fileThatCannotBeAuditedIsNamedAndTheRestIsDone() throws Exception {
        library("good.so", "-O2", "-march=x86-64-v2");
        Files.write(folder.resolve("cut.so"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        Program.Outcome outcome = HelpTest.execute("audit", folder.toString()).requireCode(1);
        assertThat(outcome.out())
                .contains("FAILED cut.so ends within the ELF header")
                .contains("good.so");
        assertThat(HelpTest.execute("audit", folder.resolve("missing").toString())
                        .requireCode(2)
                        .err())
                .contains("does not exist");
    }

    @Test
    void auditThatIsEndedReportsWhatIsThereAndLeavesNothingBehind() throws Exception {
        library("a.so", "-O2");
        library("b.so", "-O2");
        Files.createDirectory(folder.resolve("tools"));
        Path objdump = Files.writeString(
                folder.resolve("tools/objdump"), "#!/bin/sh\nwhile :; do echo; /bin/sleep 0.1; done\n");
        assertThat(objdump.toFile().setExecutable(true)).isTrue();
        Path between = Files.createDirectory(folder.resolve("between"));
        Program program = new Program(Project.shared())
                .with("-Djava.io.tmpdir=" + between)
                .environment("PATH", objdump.getParent() + ":" + System.getenv("PATH"));
        try (Program.Running running = program.start("audit", folder.toString())) {
            running.awaitError("auditing 2 files, MB: 0 of 1, ");
            running.interrupt();
            Program.Outcome outcome = running.await(Duration.ofMinutes(1)).requireCode(130);
            assertThat(outcome.out()).contains("FAILED 2 of 2 files were not done when the audit was ended");
        }
        assertThat(between).isEmptyDirectory();
    }

    @Test
    void againstABaselineSaysWhatBecomesOfEachFunction() throws Exception {
        Path v2 = library("v2.so", "-O3", "-march=x86-64-v2");
        Path v3 = library("v3.so", "-O3", "-march=x86-64-v3");
        Program.Outcome console = HelpTest.execute("audit", v3.toString(), "--against", v2.toString())
                .requireCode(0);
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(console.out())
                .containsPattern("(?m)^wider vectors +1 +\\d+ +[+-]\\d+$")
                .containsPattern("(?m)^add +wider vectors +\\d+ +[+-]\\d+  AVX \\d+")
                .containsPattern("(?m)^shift +scalar +\\d+ +[+-]?\\d+  BMI2 1$")
                .doesNotContainPattern("(?m)^plain ");
        assertThat(HelpTest.execute("audit", v3.toString(), "--against", v2.toString(), "--as", "markdown")
                        .requireCode(0)
                        .out())
                .contains("| function | change | bytes | difference | needed more often |\n|---|---|---:|---:|---|\n")
                .contains("| shift | scalar | ");
        assertThat(HelpTest.execute("audit", v3.toString(), "--against", v2.toString(), "--as", "json")
                        .requireCode(0)
                        .out())
                .contains("\"change\" : \"SCALAR\"", "\"change\" : \"IDENTICAL\"");
    }

    @Test
    void againstWhatIsNoBuildIsRefused() throws Exception {
        Path library = library("a.so", "-O2");
        Path damaged = Files.write(folder.resolve("cut.so"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        assertThat(HelpTest.execute("audit", library.toString(), "--against", damaged.toString())
                        .requireCode(1)
                        .reason())
                .contains("cut.so ends within the ELF header");
        assertThat(HelpTest.execute("audit", library.toString(), "--against", folder.toString())
                        .requireCode(2)
                        .reason())
                .contains("--against compares one ELF file with one other");
    }
}
