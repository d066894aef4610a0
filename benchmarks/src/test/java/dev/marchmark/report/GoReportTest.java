// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoReportTest {
    private static final double[] BASELINE = {16_384, 32_768, 24_576};
    private static final double[] CANDIDATE = {8_192, 8_192, 16_384};

    /** What the golden file is of. */
    static String sample() {
        List<ForkResult> forks = new ArrayList<>(TimedForks.of(TestRuns.CRC32, BASELINE, CANDIDATE));
        forks.addAll(TimedForks.of(TestRuns.QUICKSORT, BASELINE, CANDIDATE));
        return GoReport.of(ReportRuns.normal(), forks);
    }

    @Test
    void eachForkHasALineForEachVariant() {
        List<GoFormat.Result> results = GoFormat.read(sample());
        assertThat(results).hasSize(12);
        assertThat(results.subList(0, 6))
                .extracting(GoFormat.Result::name)
                .containsOnly(
                        "Kernels/checksum/crc32/op=byte/size=small/variant=v2-O2-1",
                        "Kernels/checksum/crc32/op=byte/size=small/variant=v3-O2-1");
        assertThat(results.get(0).values()).isEqualTo(Map.of("ns/op", 1.0));
        assertThat(results.get(1).values()).isEqualTo(Map.of("ns/op", 0.5));
        assertThat(results).allSatisfy(result -> {
            assertThat(result.iterations()).isEqualTo(81);
            assertThat(result.threads()).isEqualTo(1);
            assertThat(result.configuration())
                    .containsEntry("goarch", "amd64")
                    .containsEntry("host", "amd-epyc-7763-vm")
                    .containsEntry("run", "20261123T080100Z-c0ffee");
        });
    }

    @Test
    void columnsOfBenchstatAreTheVariants() {
        assertThat(GoFormat.read(sample()))
                .extracting(result -> result.parameters().get("variant"))
                .containsOnly("v2-O2", "v3-O2");
    }

    @Test
    void nothingInAResultIsALineOrAFieldOfItsOwn() {
        Run hostile = ReportRuns.hostile();
        List<ForkResult> forks = TimedForks.of(hostile.workloads().get(0).id(), BASELINE, CANDIDATE);
        List<GoFormat.Result> results = GoFormat.read(GoReport.of(hostile, forks));
        assertThat(results).hasSize(6).allSatisfy(result -> {
            assertThat(result.parameters()).containsOnlyKeys("op", "size", "variant");
            assertThat(result.configuration()).containsOnlyKeys("goos", "goarch", "cpu", "host", "compiler", "run");
        });
    }
}
