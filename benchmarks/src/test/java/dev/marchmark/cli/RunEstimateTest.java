// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunEstimateTest {
    /** 0.5 s for the JVM, 0.05 s of warm-up and 0.2 s of blocks: 0.75 s a fork. */
    private static final Settings SETTINGS = new Settings(
            List.of("kernels/a/x", "kernels/a/y"),
            List.of("v2-O2", "v3-O2"),
            "small",
            "standard",
            20,
            50,
            200,
            8,
            0.5,
            7,
            0);

    @Test
    void workloadsWhoseRunsAreShortTakeWhatTheyAreTold() {
        assertThat(RunEstimate.of(SETTINGS, Map.of()))
                .containsExactly("2 workloads, v3-O2 against v2-O2, 20 forks each: about 30 s (seed 7)");
    }

    @Test
    void forksThatMeasureLongerCountAsLongAsTheyTake() {
        Map<String, Duration> measuring = Map.of("kernels/a/y", Duration.ofSeconds(1));
        assertThat(RunEstimate.of(SETTINGS, measuring).get(0)).contains(": about 46 s ");
        assertThat(RunEstimate.of(SETTINGS.with(null, true), measuring).get(0))
                .as("each with an aligned one")
                .contains(": about 92 s ");
    }

    @Test
    void crossCheckAddsForksThatMeasureWhatTheyAreTold() {
        Settings checked = SETTINGS.withCrossChecked(List.of("kernels/a/x"));
        assertThat(RunEstimate.of(checked, Map.of()).get(0))
                .matches("2 workloads, v3-O2 against v2-O2, 20 forks each, and the variants of 1 of them alone: about"
                        + " [0-9]+ s( to [0-9]+ s)? \\(seed 7\\)")
                .doesNotContain("about 30 s ");
    }
}
