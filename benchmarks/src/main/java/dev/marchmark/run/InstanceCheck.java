// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.ForkSummary;
import dev.marchmark.analysis.InstanceEffect;
import dev.marchmark.harness.BuildFolder;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does a workload rotate over so many inputs that the branch predictor can't learn them? */
public final class InstanceCheck {
    // Four times the data of a workload without instances must still fit where one fits, or its caches would be
    // checked.
    private static final int SHRUNK = 16;

    private InstanceCheck() {}

    /**
     * Measures one workload.
     *
     * @param size of a run; a workload with one instance only, which branches on nothing, runs over a 16th of it
     * @param measured time of blocks that count, a fork
     * @return empty where it does not offer the size
     * @throws dev.marchmark.harness.ForkFailure where a fork fails
     */
    public static Optional<InstanceEffect> measure(
            Path build,
            Manifest manifest,
            Optional<Path> jvm,
            String workload,
            String variant,
            Size size,
            int forks,
            Duration measured,
            long seed) {
        Optional<Run.WorkloadFacts> asked = Preparation.facts(build, manifest.workload(workload), size);
        boolean rotates = asked.map(facts -> facts.instances() > 1).orElse(true);
        Size used = rotates ? size : Size.of(Long.toString(Math.max(64, size.bytes() / SHRUNK)));
        Optional<Run.WorkloadFacts> offered = Preparation.facts(build, manifest.workload(workload), used);
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        List<List<ForkResult.Ratio>> ratios = new ArrayList<>();
        try (Forks runner = new Forks(build, jvm, Duration.ofMillis(50), measured)) {
            for (int fork = 0; fork < forks; fork++) {
                ForkPlan plan = ForkPlan.draw(
                        workload,
                        used,
                        List.of(variant),
                        seed,
                        fork,
                        name -> BuildFolder.layouts(manifest, workload, name),
                        1);
                ratios.add(ForkSummary.ratios(runner.instances(plan, seed)));
            }
        }
        return Optional.of(
                InstanceEffect.of(workload, used.label(), offered.get().instances(), ratios));
    }
}
