// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhJsonTest {
    private static final List<String> WORKLOADS = List.of(TestRuns.CRC32, TestRuns.QUICKSORT, TestRuns.EMPTY);
    private static final double[] BASELINE = {16_384, 32_768, 24_576};
    private static final double[] CANDIDATE = {8_192, 8_192, 16_384};

    private static List<JmhFile.Entry> entries() {
        Run run = TestRuns.started(WORKLOADS, TestRuns.V2_V3);
        List<ForkResult> forks = new ArrayList<>(TimedForks.of(TestRuns.CRC32, BASELINE, CANDIDATE));
        forks.addAll(TimedForks.of(TestRuns.QUICKSORT, BASELINE, CANDIDATE));
        JmhJson json = new JmhJson();
        json.add(run, forks);
        return JmhFile.read(json.text());
    }

    @Test
    void eachWorkloadThatWasMeasuredHasAnEntryForEachVariant() {
        assertThat(entries())
                .extracting(JmhFile.Entry::benchmark, entry -> entry.params().get("variant"))
                .containsExactly(
                        tuple("kernels.checksum.crc32", "v2-O2"),
                        tuple("kernels.checksum.crc32", "v3-O2"),
                        tuple("kernels.control.quicksort", "v2-O2"),
                        tuple("kernels.control.quicksort", "v3-O2"));
    }

    @Test
    void valuesAreTheTimeOfAUnitOfWorkOneAFork() {
        JmhFile.Entry entry = entries().get(0);
        assertThat(entry.mode()).isEqualTo("avgt");
        assertThat(entry.forks()).isEqualTo(3);
        assertThat(entry.params()).isEqualTo(Map.of("op", "byte", "size", "small", "variant", "v2-O2"));
        assertThat(entry.warmupTime()).isEqualTo("50 ms");
        assertThat(entry.measurementTime()).isEqualTo("350 ms");
        assertThat(entry.secondaryMetrics()).isEmpty();
        JmhFile.Metric metric = entry.primaryMetric();
        assertThat(metric.scoreUnit()).isEqualTo("ns/op");
        assertThat(metric.rawData()).hasSize(3).allSatisfy(fork -> assertThat(fork)
                .hasSize(1));
        // 16384 bytes a run.
        assertThat(metric.rawData().stream().map(fork -> fork.get(0)))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(1.0, 2.0, 1.5);
        assertThat(metric.score()).isCloseTo(1.5, within(1e-12));
        assertThat(metric.scorePercentiles().get("50.0")).isCloseTo(1.5, within(1e-12));
        assertThat(metric.scorePercentiles().get("100.0")).isCloseTo(2, within(1e-12));
        // Standard deviation 0.5, so the error is 0.5 / sqrt(3), and Student's t at 0.9995 with 2 degrees is 31.599.
        assertThat(metric.scoreError()).isCloseTo(31.599 * 0.5 / Math.sqrt(3), within(1e-3));
        assertThat(metric.scoreConfidence()).hasSize(2);
    }

    @Test
    void runsMakeOneFile() {
        Run run = TestRuns.started(WORKLOADS, TestRuns.V2_V3);
        JmhJson json = new JmhJson();
        assertThat(JmhFile.read(json.text())).isEmpty();
        json.add(run, TimedForks.of(TestRuns.CRC32, BASELINE, CANDIDATE));
        json.add(run, TimedForks.of(TestRuns.QUICKSORT, BASELINE, CANDIDATE));
        assertThat(JmhFile.read(json.text())).hasSize(4);
    }

    @Test
    void unitIsOneWordForViewersThatPartAtBlanks() {
        Run.WorkloadFacts crc32 = TestRuns.workload(TestRuns.CRC32);
        Run run = TestRuns.started(List.of(TestRuns.CRC32), TestRuns.V2_V3);
        Run odd = new Run(
                run.schema(),
                run.marchmark(),
                run.id(),
                run.startedUtc(),
                null,
                run.status(),
                run.host(),
                run.settings(),
                run.variants(),
                List.of(new Run.WorkloadFacts(
                        crc32.id(), crc32.referenceSha256(), "", "a \"key\" = value", 1, 1, 1, 1, List.of())),
                run.libraries(),
                run.packages(),
                run.failures(),
                run.numerics(),
                run.code(),
                null,
                null,
                null);
        JmhJson json = new JmhJson();
        json.add(odd, TimedForks.of(TestRuns.CRC32, BASELINE, CANDIDATE));
        assertThat(JmhFile.read(json.text()).get(0).params()).containsEntry("op", "a-key-value");
    }
}
