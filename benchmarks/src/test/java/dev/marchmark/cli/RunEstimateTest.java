// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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

    private static RunEstimate seconds(long least, long most) {
        return new RunEstimate(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Test
    void everyForkTakesWhatItMeasuresAndHalfASecond() {
        assertThat(RunEstimate.of(SETTINGS, Map.of())).isEqualTo(seconds(30, 30));
        assertThat(RunEstimate.of(SETTINGS.with(null, true), Map.of())).isEqualTo(seconds(60, 60));
    }

    @Test
    void furtherForksTowardsATargetAreInTheMostOnly() {
        Settings.Target target = new Settings.Target(0.5, List.of(20, 40, 100), 1.05);
        assertThat(RunEstimate.of(SETTINGS.with(target, false), Map.of())).isEqualTo(seconds(30, 150));
    }

    @Test
    void limitOfTimeHoldsForAllRunsTogether() {
        RunEstimate both = seconds(45, 225).plus(seconds(5, 75));
        assertThat(both.within(0)).isEqualTo(seconds(50, 300));
        assertThat(both.within(60)).isEqualTo(seconds(50, 60));
        assertThat(both.within(40)).isEqualTo(seconds(40, 40));
    }

    @Test
    void workloadsWhoseRunsAreShortTakeWhatTheyAreTold() {
        assertThat(RunEstimate.lines(SETTINGS, Map.of()))
                .containsExactly("2 workloads, v3-O2 against v2-O2, 20 forks each: about 30 s (seed 7)");
    }

    @Test
    void forksThatMeasureLongerCountAsLongAsTheyTake() {
        Map<String, Duration> measuring = Map.of("kernels/a/y", Duration.ofSeconds(1));
        assertThat(RunEstimate.lines(SETTINGS, measuring).get(0)).contains(": about 46 s ");
        assertThat(RunEstimate.lines(SETTINGS.with(null, true), measuring).get(0))
                .as("each with an aligned one")
                .contains(": about 92 s ");
    }

    @Test
    void crossCheckAddsForksThatMeasureWhatTheyAreTold() {
        Settings checked = SETTINGS.withCrossChecked(List.of("kernels/a/x"));
        assertThat(RunEstimate.lines(checked, Map.of()).get(0))
                .matches("2 workloads, v3-O2 against v2-O2, 20 forks each, and the variants of 1 of them alone: about"
                        + " [0-9]+ s( to [0-9]+ s)? \\(seed 7\\)")
                .doesNotContain("about 30 s ");
    }

    @Tag("slow")
    @Test
    void estimateOfACommandIsTwoNumbersAndMeasuresNothing() {
        Program program = new Program(Project.own("estimate"));
        Program.Outcome outcome = program.run("run", "--estimate", "-w", "crc32", "--forks", "30", "-s", "small,medium")
                .requireCode(0);
        assertThat(outcome.out()).isEqualTo("57 57\n");
        assertThat(program.run("run", "--estimate", "-w", "crc32", "--forks", "4", "--max-time", "2s")
                        .requireCode(0)
                        .out())
                .isEqualTo("2 2\n");
        assertThat(program.run("run", "--estimate", "-w", "crc33")
                        .requireCode(2)
                        .out())
                .isEmpty();
    }
}
