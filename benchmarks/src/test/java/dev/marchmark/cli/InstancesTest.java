// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class InstancesTest {
    @Test
    void everyWorkloadGetsARowWithIntervals() {
        // Times on a busy host prove nothing, so either verdict will do: what is tested is that it is reached.
        Program.Outcome outcome = new Program(Project.shared())
                .run("instances", "-w", "crc32,kahan_sum", "--forks", "2", "--fork-millis", "100");
        assertThat(outcome.code()).as(outcome.toString()).isIn(ExitCode.OK, ExitCode.SOME_FAILED);
        String number = "[0-9.]+";
        String cell = " " + number + " \\(" + number + " - " + number + "\\) \\|";
        for (String workload : new String[] {"kernels/checksum/crc32", "kernels/float/kahan_sum"}) {
            assertThat(outcome.out().lines())
                    .anyMatch(line -> line.matches(
                            "\\| " + workload + " \\| \\w+ \\| [0-9]+ \\|" + cell + cell + " (enough|TOO FEW) \\|"));
        }
        assertThat(outcome.err() + outcome.out())
                .as("inputs of one instance only are filled too")
                .doesNotContain("failed:");
        assertThat(outcome.out()).containsPattern("failed, or of too few instances: [0-2] of 2 workloads");
    }

    @Test
    void sizesMakeARunEachAndATableOverThem() {
        Project project = Project.own("sweep");
        Program.Outcome outcome = new Program(project)
                .run("run", "-w", "crc32", "--forks", "2", "-s", "64,1024")
                .requireCode(0);
        assertThat(project.runs()).hasSize(2);
        assertThat(outcome.out()).contains("## kernels/checksum/crc32, v3-O2 against v2-O2, gcc ");
        Program.Outcome again = new Program(project)
                .run("report", "--as", "sweep", project.results().toString());
        assertThat(outcome.out()).endsWith(again.requireCode(0).out());
    }
}
