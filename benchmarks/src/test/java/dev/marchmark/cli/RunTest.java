// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@Tag("jvm")
class RunTest {
    static final String HEAD = "workload +time +throughput +speed-up +95 % interval +verdict";
    /** A row of the table: numbers with dots, whatever the locale. */
    static final String ROW =
            " +[0-9.]+ [num]?s +[0-9.]+ [kMGT]?( [a-z]+|B)/s +[0-9]+\\.[0-9]+ +[0-9]+\\.[0-9]+ - [0-9]+\\.[0-9]+"
                    + "  =?~?(faster|slower|equivalent|inconclusive)\\*?( \\([a-z1]+\\))?";

    private static Project project = Project.shared();
    private static Program.Outcome run = new Program.Outcome(-1, "", "");
    private static Path folder = Path.of("");

    @BeforeAll
    static void runOnce() {
        project = Project.own("run");
        run = new Program(project)
                .run("run", "-w", "crc32,alpha_blend", "--forks", "2", "--seed", "7")
                .requireCode(0);
        assertThat(project.runs()).hasSize(1);
        folder = project.runs().get(0);
    }

    @Test
    void estimateComesBeforeAnythingIsMeasured() {
        assertThat(run.err())
                .matches("(?s).*verifying: 0 of 4, .*2 workloads, v3-O2 against v2-O2, 2 forks each: about [0-9]+ s"
                        + " \\(seed 7\\)\n"
                        + "measuring: 0 of 4, .*");
    }

    @Test
    void tableHasARowForEachWorkloadAndTheControlsBelow() {
        List<String> lines = run.table().lines().toList();
        int head = lines.indexOf(
                lines.stream().filter(line -> line.matches(HEAD)).findFirst().orElse(""));
        assertThat(head).as(run.table()).isPositive();
        assertThat(lines.get(head + 1)).matches("checksum/crc32" + ROW);
        assertThat(lines.get(head + 2)).matches("integer/alpha_blend" + ROW);
        assertThat(lines.get(head + 3)).isEmpty();
        List<String> below = lines.subList(head + 3, lines.size());
        assertThat(below)
                .contains("Controls, which run the same code on both sides:")
                .anyMatch(line -> line.startsWith("  byte copy of v2-O2 "))
                .anyMatch(line -> line.startsWith("  v2-O2 linked anew "));
        assertThat(lines).allMatch(line -> line.length() <= 100);
    }

    @Test
    void rowsSayWhatTheLevelChangesInTheirCode() {
        assertThat(Project.read(folder.resolve("run.json")))
                .containsPattern("\"workload\" : \"kernels/integer/alpha_blend\",\\s+\"variant\" : \"v3-O2\",\\s+"
                        + "\"codeClass\" : \"[A-Z]+\"");
        assertThat(Project.read(folder.resolve("table.md"))).contains(" | code |");
        assertThat(Project.read(folder.resolve("table.csv")))
                .contains(",code_class,code_features,baseline_code_bytes,candidate_code_bytes,");
    }

    @Test
    void resultIsFiledUnderTheHostsKindAndTheTime() throws IOException {
        Path relative = project.results().relativize(folder);
        assertThat(relative.toString()).matches("[a-z0-9-]+/[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}");
        assertThat(run.out()).contains("stored in " + folder + "\n").doesNotContain("--resume");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("run.json", "forks.jsonl", "blocks.tsv.gz", "table.md", "table.csv");
        }
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"status\" : \"COMPLETE\"");
        assertThat(Project.read(folder.resolve("forks.jsonl")).lines()).hasSize(4);
    }

    @Test
    void reportPrintsTheSameTableAsTheRun() {
        assertThat(report(folder.toString()).out()).isEqualTo(run.table());
    }

    @Test
    void reportAsMarkdownAndCsvIsTheFilesOfTheRun() {
        assertThat(report("--as", "markdown", folder.toString()).out())
                .isEqualTo(Project.read(folder.resolve("table.md")));
        assertThat(report("--as", "csv", folder.toString()).out())
                .isEqualTo(Project.read(folder.resolve("table.csv")))
                .contains("kernels/checksum/crc32");
    }

    @Test
    void reportFindsResultsBelowAFolderAndWritesToAFile() {
        Path file = project.home().resolve("a report.csv");
        Program.Outcome outcome =
                report("--as", "csv", "-o", file.toString(), project.results().toString());
        assertThat(outcome.out()).isEmpty();
        assertThat(Project.read(file)).isEqualTo(Project.read(folder.resolve("table.csv")));
    }

    @Test
    void completeRunThatLacksForksIsNotReported() throws IOException {
        Path copy = Project.folder("cut").resolve("the run");
        Project.copy(folder, copy, path -> true);
        Path forks = copy.resolve("forks.jsonl");
        String text = Project.read(forks);
        Files.writeString(forks, text.substring(0, text.indexOf('\n') + 1));
        Program report = new Program(project);
        assertThat(report.run("report", copy.toString()).requireCode(5).reason())
                .contains(forks + " holds ", " instead of 2", "the run is complete");
        Files.delete(forks);
        assertThat(report.run("report", copy.toString()).requireCode(5).reason())
                .contains(forks + " is missing");
    }

    private static Program.Outcome report(String... arguments) {
        String[] all = Stream.concat(Stream.of("report"), Stream.of(arguments)).toArray(String[]::new);
        return new Program(project).run(all).requireCode(0);
    }

    @Test
    void outputThatCantBeAFolderIsRefusedBeforeAnythingIsBuilt() throws IOException {
        Path file = Files.createFile(project.home().resolve("no folder"));
        Program.Outcome outcome = new Program(project)
                .run(
                        "run",
                        "-w",
                        "crc32",
                        "--forks",
                        "2",
                        "-o",
                        file.resolve("below").toString())
                .requireCode(5);
        assertThat(outcome.reason()).contains(file.toString());
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "run -w crc33, kernels/checksum/crc32",
        "run -v v2-O2:v3-O9, v3-O2",
        "run --vary levels, did you mean 'level'",
        "run --vary level -v v2-O2:v3-O2, leave out --variants",
        "run -w float/[, unknown workload",
        "verify -w alpha_blent, kernels/integer/alpha_blend",
        "verify -v v2-02, v2-O2",
        "run --jvm missing/java, missing/java",
        "verify --jvm missing/java, missing/java",
    })
    void unknownNameIsAnsweredWithTheNearestOne(String typed, String answer) {
        String[] words = typed.replace(':', ',').split(" ", -1);
        assertThat(new Program(project).run(words).requireCode(2).reason()).contains(answer);
    }

    @Test
    void childProcessThatIsNoJavaIsNotTakenForAWrongKernel() {
        Program.Outcome outcome =
                new Program(project).run("verify", "-w", "crc32", "-v", "v2-O2", "--jvm", "/bin/false");
        assertThat(outcome.code()).as(outcome.toString()).isNotZero();
        assertThat(outcome.err()).doesNotContain("\tat ");
    }
}
