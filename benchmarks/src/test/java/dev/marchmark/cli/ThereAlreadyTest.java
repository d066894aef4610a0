// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Settings;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThereAlreadyTest {
    private static final Settings MADE = TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 12);

    @Test
    void anotherSeedLimitOrCrossCheckIsTheSameRun() {
        ThereAlready there = ThereAlready.of(List.of(MADE));
        assertThat(there.has(with(MADE, "small", 7, 60))).isTrue();
        assertThat(there.has(MADE.withCrossChecked(MADE.workloads()))).isTrue();
        assertThat(there.has(MADE.with(null, false))).isTrue();
    }

    @Test
    void otherWorkloadsVariantsSizesForksOrBuffersAreAnother() {
        ThereAlready there = ThereAlready.of(List.of(MADE));
        assertThat(there.has(with(MADE, "medium", MADE.seed(), 0))).isFalse();
        assertThat(there.has(TestRuns.settings(List.of(TestRuns.DGEMM), TestRuns.V2_V3, 12)))
                .isFalse();
        assertThat(there.has(TestRuns.settings(MADE.workloads(), List.of("v1-O2", "v3-O2"), 12)))
                .isFalse();
        assertThat(there.has(TestRuns.settings(MADE.workloads(), MADE.variants(), 30)))
                .isFalse();
        assertThat(there.has(MADE.with(null, true))).isFalse();
        assertThat(ThereAlready.NOTHING.has(MADE)).isFalse();
    }

    @Test
    void folderWithoutResultsHasNothing(@TempDir Path folder) throws IOException {
        assertThat(ThereAlready.in(folder.resolve("gone"))).isEqualTo(ThereAlready.NOTHING);
        Files.createDirectory(folder.resolve("calibration"));
        assertThat(ThereAlready.in(folder)).isEqualTo(ThereAlready.NOTHING);
    }

    private static Settings with(Settings of, String size, long seed, long seconds) {
        return new Settings(
                of.workloads(),
                of.variants(),
                size,
                of.profile(),
                of.forks(),
                of.warmUpMillis(),
                of.measuredMillis(),
                of.cells(),
                of.marginPercent(),
                seed,
                seconds);
    }
}
