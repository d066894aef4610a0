// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoredBlocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run measures and makes of it, alone on the machine. */
@Tag("slow")
@Tag("measures")
class MeasuredSessionTest extends RealForks {
    private static final String EVICTS = "kernels/planted/evicts_at_v3";
    private static final String RELEARNS = "kernels/planted/relearns";
    private static final int BYTES_OF_A_BRANCH = 8;

    MeasuredSessionTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void failingWorkloadIsReportedAndTheOthersAreMeasured() {
        List<String> workloads = List.of(CRC32, CRASHES, FASTER);
        RunFolder folder = folder(workloads, 12, 200, 1);
        Run run = session(new Watcher(0), CRC32, CRASHES, FASTER).measure(folder, List.of());

        assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
        assertThat(run.failures()).containsExactly(new Run.Failure(CRASHES, null, "its fork crashed: SIGSEGV"));
        assertThat(folder.read()).isEqualTo(run);
        assertThat(folder.forks()).hasSize(24).extracting(ForkResult::workload).doesNotContain(CRASHES);

        Summary summary = Objects.requireNonNull(run.summary());
        assertThat(summary.comparisons()).extracting(Comparison::workload).containsExactly(CRC32, FASTER);
        Comparison faster = row(summary.comparisons(), FASTER, Contrast.VARIANTS);
        assertThat(faster.forks()).isEqualTo(12);
        assertThat(faster.verdict()).isEqualTo(Verdict.FASTER);
        // Wide, as other work may share the CPUs: how exact a measurement is belongs to `marchmark calibrate`.
        assertThat(faster.speedup()).isBetween(1.25, 1.9);
        for (Contrast control : List.of(Contrast.COPY, Contrast.RELINKED)) {
            assertThat(row(summary.controlRows(), FASTER, control).speedup())
                    .as("%s", control)
                    .isBetween(0.7, 1.4);
        }
        assertThat(StoredBlocks.of(folder, FASTER, "3")).isNotEmpty();
    }

    /** The baseline finds its table in a nearer cache where it follows itself than where it follows the other variant. */
    @Test
    void orderContrastFiresWhereOneVariantEvictsTheDataOfTheOther() {
        RunFolder folder = folder(List.of(EVICTS), 8, 400, 3);
        Run run = session(new Watcher(0), EVICTS).measure(folder, List.of());
        Comparison row = row(Objects.requireNonNull(run.summary()).comparisons(), EVICTS, Contrast.VARIANTS);
        assertThat(row.warnings()).extracting(Warning::kind).contains(Warning.Kind.ORDER);
        Comparison.Order order = Objects.requireNonNull(row.order());
        assertThat(order.low()).as("%s", order).isGreaterThan(0.05);
        assertThat(order.allowance()).isGreaterThan(0.03);
    }

    /** How many branches a predictor learns differs between CPUs, so sizes are tried until both variants are faster in longer slices. */
    @Test
    void levelShiftFiresWherePredictorsLearnAnewAndOrderIsSilentAsBothSuffer() {
        List<String> seen = new ArrayList<>();
        for (int branches = 8192; branches <= 262_144; branches *= 2) {
            RunFolder folder = folder(
                    settings(List.of(RELEARNS), Size.of(Integer.toString(branches * BYTES_OF_A_BRANCH)), 10, 300, 3),
                    "of " + branches);
            Run run = session(new Watcher(0), RELEARNS).measure(folder, List.of());
            Comparison row = row(Objects.requireNonNull(run.summary()).comparisons(), RELEARNS, Contrast.VARIANTS);
            seen.add(branches + " branches: in longer slices " + row.baselineLevelShift() + " and "
                    + row.candidateLevelShift() + ", " + row.order());
            if (warns(row, Warning.Kind.LEVEL_SHIFT)
                    && Math.max(row.baselineLevelShift(), row.candidateLevelShift()) < -0.2) {
                assertThat(warns(row, Warning.Kind.ORDER)).as("%s", seen).isFalse();
                assertThat(row.speedup()).as("%s", seen).isBetween(0.7, 1.4);
                return;
            }
        }
        throw new AssertionError("no size at which both learn anew: " + seen);
    }

    private static boolean warns(Comparison row, Warning.Kind kind) {
        return row.warnings().stream().anyMatch(warning -> warning.kind() == kind);
    }
}
