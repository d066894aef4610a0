// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@Tag("jvm")
class TwoAtOnceTest {
    @Test
    void secondRunIsRefusedAndTheFirstGoesOnUnharmed() {
        Project project = Project.own("two at once");
        try (Program.Running first =
                new Program(project).start("run", "-w", "crc32", "--forks", "6", "-v", "v2-O2,v3-O2")) {
            first.awaitError("measuring: 0 of 6");
            // Other variants: a build of them would take the first one's from the manifest.
            for (List<String> second : List.of(
                    List.of("run", "-w", "crc32", "--forks", "2", "-v", "v1-O2,v2-O2"),
                    List.of("verify", "-w", "alpha_blend", "-v", "v1-O2"))) {
                Program.Outcome refused =
                        new Program(project).run(second.toArray(String[]::new)).requireCode(3);
                assertThat(refused.reason()).contains("another marchmark or JMH measures on this machine", "jmh.lock");
                assertThat(refused.out()).isEmpty();
            }
            Program.Outcome ended = first.await(Duration.ofMinutes(2)).requireCode(0);
            assertThat(ended.out()).doesNotContain("FAILED");
        }
        assertThat(project.runs()).hasSize(1);
        assertThat(ResumeTest.forks(project.runs().get(0))).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
