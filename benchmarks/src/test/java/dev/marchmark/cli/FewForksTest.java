// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two forks that differ sevenfold, in a table of a hundred rows: at the level that these share they say nothing (D93). */
class FewForksTest {
    private static final List<String> WORKLOADS =
            IntStream.range(0, 100).mapToObj(i -> "kernels/few/w" + i).toList();

    private final Path folder;

    FewForksTest(@TempDir Path root) {
        List<ForkResult> forks = TimedForks.ofLogRatios(WORKLOADS.get(0), -1, 1);
        Run started = TestRuns.started(WORKLOADS, TestRuns.V2_V3);
        RunFolder stored = RunFolder.create(root.resolve("few"));
        forks.forEach(fork -> stored.append(fork, List.of()));
        stored.write(started.ended("2026-11-23T08:04:00Z", Run.Status.COMPLETE, List.of(), stored.blocksSha256())
                .withSummary(
                        Analysis.summarise(started.settings(), started.workloads(), started.code(), forks, List.of())));
        folder = stored.path();
    }

    private String reported(String format) {
        return HelpTest.execute("report", "--as", format, folder.toString())
                .requireCode(0)
                .out();
    }

    @Test
    void tablesSayThatItMayBeAnything() throws IOException {
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"simultaneousHigh\" : null");
        assertThat(reported("page")).contains("<dt>for all rows<dd>anything");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser csv = CSVParser.parse(reported("csv"), format)) {
            CSVRecord row = csv.iterator().next();
            assertThat(row.get("simultaneous_low95")).isEmpty();
            assertThat(row.get("simultaneous_high95")).isEmpty();
            assertThat(Double.parseDouble(row.get("high95"))).isGreaterThan(300_000);
        }
    }

    @Test
    void theOtherProgramAgrees() throws IOException {
        Files.delete(folder.resolve("blocks.tsv.gz"));
        Files.writeString(folder.resolve("table.csv"), reported("csv"));
        assertThat(RecomputeTest.recompute(folder).requireCode(0).out()).contains(", 0 differ");
    }
}
