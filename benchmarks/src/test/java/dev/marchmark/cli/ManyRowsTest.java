// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A result of 100 000 rows, in the memory that Java takes by itself on a machine with 8 GB: a quarter. */
@Tag("slow")
class ManyRowsTest {
    private static final int ROWS = 100_000;

    @TempDir
    private static Path root = Path.of("");

    private static String id(int row) {
        return String.format(Locale.ROOT, "kernels/group%03d/w%06d", row / 100, row);
    }

    @BeforeAll
    static void writeTheResult() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        Run run = TestRuns.started(
                IntStream.range(0, ROWS).mapToObj(ManyRowsTest::id).toList(), TestRuns.V2_V3);
        Files.writeString(root.resolve("run.json"), mapper.writeValueAsString(run));
        try (BufferedWriter forks = Files.newBufferedWriter(root.resolve("forks.jsonl"))) {
            for (int row = 0; row < ROWS; row++) {
                for (ForkResult fork : TimedForks.ofLogRatios(id(row), 0.05 + row * 1e-6, 0.051)) {
                    forks.write(mapper.writeValueAsString(fork) + "\n");
                }
            }
        }
    }

    private static Program.Outcome report(String memory, String format, Path to) {
        return new Program(Project.shared())
                .with("-Xmx" + memory)
                .run("report", "--as", format, "-o", to.toString(), root.toString());
    }

    @ParameterizedTest
    @CsvSource({"console, group999/w099999 ", "csv, kernels/group999/w099999", "groups, '| kernels/group999 | '"})
    void allOfThemAreReported(String format, String last) throws IOException {
        Path report = root.resolve("report");
        report("2g", format, report).requireCode(0);
        try (Stream<String> lines = Files.lines(report)) {
            assertThat(lines.anyMatch(line -> line.contains(last))).isTrue();
        }
    }

    @Test
    void pageThatNoBrowserShowsIsRefusedWithWhatThereIsInstead() {
        Program.Outcome outcome =
                report("2g", "page", root.resolve("page.html")).requireCode(2);
        assertThat(outcome.reason()).contains("a page of 100000 rows", "--as csv", "--as groups");
        assertThat(root.resolve("page.html")).doesNotExist();
    }

    @Test
    void memoryThatDoesNotDoIsSaid() {
        Program.Outcome outcome =
                report("64m", "console", root.resolve("report")).requireCode(3);
        assertThat(outcome.reason()).contains("out of memory", "-Xmx");
    }
}
