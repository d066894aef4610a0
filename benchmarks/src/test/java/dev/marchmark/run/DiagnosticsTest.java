// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels whose variants disturb each other, in real forks (METHODOLOGY.md, "What the diagnostics see"). */
@Tag("slow")
@Tag("measures")
class DiagnosticsTest {
    private static final String EVICTS = "kernels/planted/evicts_at_v3";
    private static final String RELEARNS = "kernels/planted/relearns";

    @BeforeAll
    static void lockElsewhere() throws IOException {
        PlantedSession.lockElsewhere();
    }

    @AfterAll
    static void lockAsEver() {
        PlantedSession.lockAsEver();
    }

    private static Comparison row(Path root, String workload, String size, int forks, int millis) {
        RunFolder folder =
                PlantedSession.folder(PlantedSession.settings(List.of(workload), size, forks, millis, 3), root);
        return Objects.requireNonNull(PlantedSession.session(new Watcher(0), workload)
                        .measure(folder, List.of())
                        .summary())
                .comparisons()
                .get(0);
    }

    private static boolean warns(Comparison row, Warning.Kind kind) {
        return row.warnings().stream().anyMatch(warning -> warning.kind() == kind);
    }

    /** The baseline finds its table in a nearer cache where it follows itself than where it follows the other variant. */
    @Test
    void orderContrastFiresWhereOneVariantEvictsTheDataOfTheOther(@TempDir Path temporary) {
        Comparison row = row(temporary, EVICTS, "small", 8, 400);
        assertThat(row.warnings()).extracting(Warning::kind).contains(Warning.Kind.ORDER);
        Comparison.Order order = Objects.requireNonNull(row.order());
        assertThat(order.low()).as("%s", order).isGreaterThan(0.05);
        assertThat(order.allowance()).isGreaterThan(0.03);
    }

    /**
     * How many branches a predictor learns differs between CPUs (an AMD EPYC of family 25 learns 32768 of one variant: 0.9 ns each
     * alone, 3 to 7 ns after the other), so sizes are tried until both are slower side by side.
     */
    @Test
    void levelShiftFiresWherePredictorsLearnAnewAndOrderIsSilentAsBothSuffer(@TempDir Path temporary) {
        List<String> seen = new ArrayList<>();
        for (int branches = 8192; branches <= 262_144; branches *= 2) {
            Comparison row = row(temporary.resolve("of " + branches), RELEARNS, Integer.toString(branches), 10, 300);
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
}
