// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only what holds on every Linux host: the CPU is a stand-in, the files are real. */
class RealHostTest {
    @Test
    void filesOfThisHostAreUnderstood() {
        Host facts = HostFacts.read(FakeCpu.milan());
        assertThat(facts.cpu().cpusOnline()).isPositive();
        assertThat(facts.cpu().cpusAvailable()).isBetween(1, facts.cpu().cpusOnline());
        assertThat(facts.platform().memoryGib()).isNotNegative();
        assertThat(facts.software().kernel()).isEqualTo(System.getProperty("os.version"));
        assertThat(facts.software().jvmName()).isNotBlank();
        assertThat(facts.software().glibc()).matches("2\\.[0-9]+");
    }

    @Test
    void busySampleMovesTheCounters() {
        Noise before = Noise.now();
        List<Finding> findings = Doctor.examine(Path.of("/"), FakeCpu.milan(), Path.of("/tmp"), Duration.ofMillis(100));
        Noise.Disturbance disturbance = Noise.now().since(before);
        assertThat(disturbance.load1()).isNotNegative();
        assertThat(disturbance.stealShare()).isBetween(0.0, 1.0);
        assertThat(findings)
                .extracting(Finding::topic)
                .contains("load", "steal")
                .doesNotHaveDuplicates();
    }
}
