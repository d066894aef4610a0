// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SweepReportTest {
    private static Run run(String size, double speedup, Verdict verdict) {
        ObjectNode row = (ObjectNode)
                JsonMapper.shared().valueToTree(TestRows.row(TestRuns.CRC32, "v3-O2", speedup, 0.001, verdict));
        row.put("size", size);
        Comparison sized = JsonMapper.shared().treeToValue(row, Comparison.class);
        return TestRuns.run(
                List.of(TestRuns.CRC32),
                TestRuns.V2_V3,
                new Summary(List.of(sized), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void rowsComeBySizeWithWhereAGainStartsAndEnds() {
        String report = SweepReport.of(List.of(
                run("large", 1.0001, Verdict.EQUIVALENT),
                run("64", 0.98, Verdict.SLOWER),
                run("1024", 1.2, Verdict.FASTER),
                run("small", 1.3, Verdict.FASTER)));
        List<String> lines = report.lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("## " + TestRuns.CRC32
                        + ", v3-O2 against v2-O2, gcc (Debian 12.2.0-14+deb12u1) 12.2.0, on amd-epyc-7763-vm");
        assertThat(lines.subList(4, 8))
                .extracting(line -> line.split(" *\\| *", -1)[1])
                .containsExactly("64", "1024", "16384", "16777216");
        assertThat(lines.get(4)).contains("| 0.9800 |").endsWith("| slower |");
        assertThat(report).contains("A gain from 1024 bytes a run to 16384, at 2 of 4 sizes.\n");
    }

    @Test
    void gainThatDoesNotEndOrStartIsSaidToBeSo() {
        assertThat(SweepReport.of(List.of(run("64", 1.1, Verdict.FASTER), run("128", 1.2, Verdict.FASTER))))
                .contains("A gain from 64 bytes a run to the largest, at 2 of 2 sizes.");
        assertThat(SweepReport.of(List.of(run("64", 1.1, Verdict.FASTER))))
                .contains(" to the largest, at 1 of 1 size.");
        assertThat(SweepReport.of(List.of(run("64", 1.1, Verdict.INCONCLUSIVE))))
                .contains("No gain at this size.");
        assertThat(SweepReport.of(List.of(run("64", 1.1, Verdict.INCONCLUSIVE), run("128", 1.1, Verdict.INCONCLUSIVE))))
                .contains("No gain at any of these sizes.");
    }

    /** The host of {@link TestRuns} has 32 KiB, 512 KiB, and a third level that is not known. */
    @ParameterizedTest
    @CsvSource({"64, L1", "32768, L1", "32769, L2", "524288, L2", "524289, memory"})
    void smallestCacheThatHoldsTheDataIsNamed(long data, String cache) {
        assertThat(SweepReport.cache(TestRuns.host().cpu(), data)).isEqualTo(cache);
    }

    @Test
    void sweepGoesFromAFewElementsToWhatNoCacheHolds() {
        assertThat(Size.list("sweep"))
                .hasSize(12)
                .startsWith(new Size("64", 64))
                .endsWith(new Size("16777216", 16 << 20));
        assertThat(Size.list("small,100,small")).containsExactly(Size.SMALL, new Size("100", 100));
    }
}
