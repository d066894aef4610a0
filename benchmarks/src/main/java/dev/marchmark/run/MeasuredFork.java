// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.ForkSummary;
import dev.marchmark.harness.ForkPlan;
import dev.marchmark.harness.Forks;
import dev.marchmark.harness.PairedFork;
import dev.marchmark.host.Noise;
import dev.marchmark.model.Block;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A fork that was run: all its blocks, and what they come to. */
record MeasuredFork(ForkResult result, List<Block> blocks) {

    /** @throws dev.marchmark.harness.ForkFailure where it gives no numbers */
    static MeasuredFork of(Forks forks, ForkPlan plan, long seed) {
        Instant start = Instant.now();
        Noise before = Noise.now();
        PairedFork fork = forks.run(plan, seed);
        List<Block> blocks = fork.blocks();
        Noise.Disturbance disturbance = Noise.now().since(before);
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        List<List<Integer>> layouts = new ArrayList<>();
        for (int v = 0; v < plan.variants().size(); v++) {
            int variant = v;
            layouts.add(plan.cells().stream()
                    .map(cell -> cell.layouts().get(variant))
                    .toList());
        }
        layouts.add(plan.cells().stream().map(ForkPlan.Cell::relinked).toList());
        ForkResult result = new ForkResult(
                plan.workload(),
                plan.size().label(),
                plan.fork(),
                UtcTime.of(start),
                seconds,
                layouts,
                plan.placement().offsets(),
                plan.stackShift(),
                plan.dataSeed(),
                plan.blockSeed(),
                ForkSummary.ratios(blocks),
                ForkSummary.times(blocks),
                ForkSummary.levelShifts(blocks),
                ForkSummary.noise(blocks, disturbance.stealShare(), disturbance.pressureShare(), fork.hugePageShare()),
                plan.aligned());
        return new MeasuredFork(result, blocks);
    }

    /**
     * A fork in which one variant of the plan is alone.
     *
     * @throws dev.marchmark.harness.ForkFailure where it gives no numbers
     */
    static IsolatedResult alone(Forks forks, ForkPlan plan, String variant, long seed) {
        Instant start = Instant.now();
        List<Double> nanosPerCall = forks.isolated(plan, variant, seed);
        return new IsolatedResult(
                plan.workload(),
                plan.size().label(),
                plan.fork(),
                variant,
                UtcTime.of(start),
                Duration.between(start, Instant.now()).toMillis() / 1000.0,
                nanosPerCall);
    }
}
