// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import dev.marchmark.nativelib.Cpu;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks for what disturbs a measurement on this host, and says how to mend it. Mends nothing itself. */
public final class Doctor {
    private static final Duration SAMPLE = Duration.ofMillis(500);

    private Doctor() {}

    /** Examines this host; keeps one CPU busy for half a second. */
    public static List<Finding> examine(Cpu cpu) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            folder = folder.toRealPath();
        } catch (IOException e) {
            folder = folder.toAbsolutePath().normalize();
        }
        return examine(Path.of("/"), cpu, folder, SAMPLE);
    }

    /**
     * Examines the host whose files are below {@code root}.
     *
     * @param temporaryFolder where the JVM puts its own files: absolute, without symbolic links
     * @param sample how long to watch the counters, with one CPU busy
     */
    public static List<Finding> examine(Path root, Cpu cpu, Path temporaryFolder, Duration sample) {
        Host facts = HostFacts.read(root, cpu);
        Noise before = Noise.now(root);
        stayBusy(sample);
        Noise after = Noise.now(root);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(CpuChecks.of(facts, cpu));
        findings.addAll(NoiseChecks.of(facts, after.since(before), after));
        findings.addAll(SettingChecks.of(facts));
        findings.add(TemporaryFolder.check(new Tree(root), temporaryFolder));
        return List.copyOf(findings);
    }

    // The hypervisor takes time away only from a CPU that wants it: an idle sample shows no steal anywhere.
    private static void stayBusy(Duration duration) {
        long start = System.nanoTime();
        long nanos = duration.toNanos();
        // Without Thread.onSpinWait(), whose PAUSE invites a hypervisor to take the CPU away.
        for (long now = start; now - start < nanos; ) {
            now = System.nanoTime();
        }
    }
}
