// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.analysis.Repetition;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionReportTest {
    private static final List<String> DIFFERENCES =
            List.of("kernel (6.1.0-18-cloud-amd64 then, 6.1.0-20-cloud-amd64 now)", "seed (7 then, 8 now)");

    private static Run run(List<ForkResult> forks) {
        List<String> workloads =
                forks.stream().map(ForkResult::workload).distinct().toList();
        Run started = TestRuns.started(workloads, TestRuns.V2_V3);
        return started.withSummary(
                Analysis.summarise(started.settings(), started.workloads(), started.code(), forks, List.of()));
    }

    private static List<ForkResult> forks(double ofCrc32, double ofDgemm, String third) {
        List<ForkResult> forks = new ArrayList<>(around(TestRuns.CRC32, ofCrc32));
        forks.addAll(around(TestRuns.DGEMM, ofDgemm));
        forks.addAll(around(TestRuns.QUICKSORT, 0.001));
        forks.addAll(around(third, 0.01));
        return forks;
    }

    private static List<ForkResult> around(String workload, double logRatio) {
        return TimedForks.ofLogRatios(workload, logRatio - 0.001, logRatio, logRatio + 0.001, logRatio + 0.002);
    }

    /** One row agrees, one differs, one has become the opposite; and one of each run is not in the other. */
    static String sample(boolean markdown) {
        List<ForkResult> then = forks(0.05, 0.2, TestRuns.EMPTY);
        List<ForkResult> now = forks(0.0525, -0.1, TestRuns.DECOMPRESS);
        Repetition repetition = Repetition.of(run(then), then, run(now), now);
        return markdown
                ? RepetitionReport.markdown(repetition, run(then), run(now), DIFFERENCES)
                : RepetitionReport.console(repetition, run(then), run(now), DIFFERENCES);
    }

    @Test
    void consoleLinesFitIntoAHundredColumns() {
        assertThat(sample(false).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void runsWithoutARowInCommonSaySo() {
        List<ForkResult> then = around(TestRuns.CRC32, 0.05);
        List<ForkResult> now = around(TestRuns.DGEMM, 0.05);
        Repetition repetition = Repetition.of(run(then), then, run(now), now);
        assertThat(RepetitionReport.console(repetition, run(then), run(now), List.of()))
                .contains("no row was measured in both runs", "measured only then: " + TestRuns.CRC32 + ", v3-O2");
    }

    @Test
    void hostileTextIsNoMarkup() {
        Run hostile = ReportRuns.hostile();
        Repetition none = Repetition.of(hostile, List.of(), hostile, List.of());
        String report = RepetitionReport.markdown(none, hostile, hostile, List.of("CPU (" + ReportRuns.HOSTILE + ")"));
        assertThat(report).doesNotContain("<b ", "\u001b", "`c`");
        assertThat(report.lines().filter(line -> line.startsWith("#"))).hasSize(1);
    }
}
