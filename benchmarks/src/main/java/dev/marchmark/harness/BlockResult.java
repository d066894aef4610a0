// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/** All blocks of an iteration, on their way from the fork; its score is their number. */
final class BlockResult extends Result<BlockResult> {
    private static final long serialVersionUID = 1L;

    private final String lines;

    BlockResult(List<Block> blocks) {
        this(blocks.stream().map(Block::toLine).collect(Collectors.joining("\n")), blocks.size());
    }

    private BlockResult(String lines, long count) {
        super(ResultRole.SECONDARY, "blocks", new ListStatistics(new double[] {count}), "#", AggregationPolicy.SUM);
        this.lines = lines;
    }

    List<Block> blocks() {
        return lines.lines().map(Block::parse).toList();
    }

    @Override
    protected Aggregator<BlockResult> getThreadAggregator() {
        return BlockResult::join;
    }

    @Override
    protected Aggregator<BlockResult> getIterationAggregator() {
        return BlockResult::join;
    }

    private static BlockResult join(Collection<BlockResult> results) {
        String joined = results.stream().map(result -> result.lines).collect(Collectors.joining("\n"));
        return new BlockResult(joined, joined.lines().count());
    }
}
