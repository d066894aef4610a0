// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseTest {
    private static final long SECOND = 1_000_000_000;

    private final Path root;

    NoiseTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void countersOfVersion2AreReadFromTheGroupAndThoseAround() {
        Noise noise = Noise.now(FakeHost.cloudVm(root).root());
        assertThat(noise).isEqualTo(new Noise(noise.nanos(), 490L, 10_000L, 3.5, null, 7L, 21_000L));
    }

    @Test
    void countersOfVersion1AreNanoseconds() {
        Noise noise = Noise.now(FakeHost.containerOfVersion1(root).root());
        assertThat(noise.throttledCount()).isEqualTo(3);
        assertThat(noise.throttledMicros()).isEqualTo(12_000);
    }

    @Test
    void pressureIsThatOfSomeTasks() {
        assertThat(Noise.now(FakeHost.bareMetal(root).root()).pressureMicros()).isEqualTo(2000);
    }

    @Test
    void differencesBecomeShares() {
        Noise before = new Noise(0, 10L, 1000L, 9.0, 5_000L, 1L, 2_000L);
        Noise after = new Noise(SECOND, 30L, 1200L, 0.5, 255_000L, 4L, 32_500L);
        assertThat(after.since(before)).isEqualTo(new Noise.Disturbance(0.1, 3L, 30.5, 0.5, 0.25));
    }

    @Test
    void countersThatGoBackAreUnknown() {
        Noise before = new Noise(0, 30L, 1000L, 0.5, 5_000L, 4L, 2_000L);
        Noise after = new Noise(SECOND, 10L, 1200L, 0.5, 4_000L, 1L, 1_000L);
        assertThat(after.since(before)).isEqualTo(new Noise.Disturbance(null, null, null, 0.5, null));
    }

    @Test
    void noTimePassedIsNoShare() {
        Noise noise = new Noise(5, 10L, 1000L, 0.5, 5_000L, 1L, 2_000L);
        assertThat(noise.since(noise)).isEqualTo(new Noise.Disturbance(null, 0L, 0.0, 0.5, null));
    }

    @Test
    void guestTimeIsNotCountedTwice() {
        FakeHost host = new FakeHost(root).put("proc/stat", "cpu  1 2 3 4 5 6 7 8 1000 1000\n");
        assertThat(Noise.now(host.root()).totalTicks()).isEqualTo(36);
    }

    @Test
    void pressureNeverExceedsTheTime() {
        Noise before = new Noise(0, null, null, null, 0L, null, null);
        Noise after = new Noise(SECOND, null, null, null, 1_000_500L, null, null);
        assertThat(after.since(before).pressureShare()).isCloseTo(1, within(0.0));
    }
}
