// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.util.ListStatistics;

/** Collects the blocks of an iteration in the fork and adds them, and the speed-ups they show, to JMH's results. */
public final class BlockProfiler implements InternalProfiler {
    // JMH makes the profiler and the benchmark's state apart from each other; a fork has one of each.
    private static final List<Block> BLOCKS = new ArrayList<>();

    /** The label of the result that says how much of the memory is in huge pages, in per cent. */
    static final String HUGE_PAGES = "huge pages";

    private static @Nullable Double hugePageShare;

    static void backedByHugePages(@Nullable Double share) {
        hugePageShare = share;
    }

    static void add(Block block) {
        BLOCKS.add(block);
    }

    @Override
    public String getDescription() {
        return "the blocks of the paired benchmark and the speed-ups that they show";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        BLOCKS.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (BLOCKS.isEmpty()) {
            return List.of(); // the isolated benchmark
        }
        List<Result<?>> results = new ArrayList<>();
        TreeMap<Integer, ListStatistics> logRatios = new TreeMap<>();
        for (Block block : BLOCKS) {
            if (block.contrast() != Contrast.VARIANTS || block.sliceMillis() != 0 || block.isDisturbed()) {
                continue;
            }
            for (int side = 1; side < (block.order().size() - 1) / 2; side++) {
                logRatios.computeIfAbsent(side, any -> new ListStatistics()).addValue(block.logRatio(side));
            }
        }
        if (benchmark.getParamsKeys().contains("variants")) {
            String[] names = benchmark.getParam("variants").split(":", -1);
            logRatios.forEach((side, values) -> results.add(new ScalarResult(
                    "speed-up " + names[side], Math.exp(values.getPercentile(50)), "x", AggregationPolicy.AVG)));
        }
        if (hugePageShare != null) {
            results.add(new ScalarResult(HUGE_PAGES, 100 * hugePageShare, "%", AggregationPolicy.AVG));
        }
        results.add(new BlockResult(BLOCKS));
        return results;
    }
}
