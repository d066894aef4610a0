// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.harness.BuildFolder;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures what is known, with all that a run draws: how good the instrument is on this host. */
public final class KnownTruths {
    private KnownTruths() {}

    /**
     * Runs forks round over the workloads.
     *
     * @param variant that all sides are made of
     * @param forks a workload
     * @param measured time of blocks that count, a fork
     * @return the forks of each workload, in the order of {@code workloads}
     */
    public static List<List<ForkResult>> measure(
            Path build,
            Manifest manifest,
            Optional<Path> jvm,
            List<String> workloads,
            String variant,
            Size size,
            int forks,
            int cells,
            Duration measured,
            long seed,
            Progress progress) {
        List<List<ForkResult>> results = new ArrayList<>();
        workloads.forEach(workload -> results.add(new ArrayList<>()));
        MachineLock lock = MachineLock.take();
        progress.begin("calibrating", forks * workloads.size());
        try (Forks runner = new Forks(build, jvm, Duration.ofMillis(50), measured)) {
            for (int fork = 0; fork < forks; fork++) {
                for (int w = 0; w < workloads.size(); w++) {
                    progress.step(workloads.get(w) + ", fork " + (fork + 1) + " of " + forks);
                    String workload = workloads.get(w);
                    ForkPlan plan = ForkPlan.draw(
                            workload,
                            size,
                            List.of(variant),
                            seed,
                            fork,
                            name -> BuildFolder.layouts(manifest, workload, name),
                            cells,
                            true);
                    runner.prepareArchive(plan, seed);
                    results.get(w).add(MeasuredFork.of(runner, plan, seed).result());
                }
            }
        } finally {
            progress.end();
            MachineLock.release(lock);
        }
        return results;
    }
}
