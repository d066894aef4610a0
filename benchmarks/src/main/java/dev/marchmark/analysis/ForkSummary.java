// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Descriptive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a fork's blocks come to. */
public final class ForkSummary {
    // With fewer undisturbed blocks than this, a cell's median over all its blocks is the better one: on a loaded host
    // the rule would otherwise leave nothing.
    private static final int FEWEST_BLOCKS = 4;

    private ForkSummary() {}

    /** Medians of the ordinary blocks of each contrast, side and cell, in this order. */
    public static List<ForkResult.Cell> cells(List<Block> blocks) {
        List<ForkResult.Cell> cells = new ArrayList<>();
        for (Contrast contrast : Contrast.values()) {
            List<Block> ordinary = blocks.stream()
                    .filter(block -> block.contrast() == contrast && block.sliceMillis() == 0)
                    .toList();
            int sides = ordinary.stream().mapToInt(ForkSummary::sides).max().orElse(0);
            int count = ordinary.stream().mapToInt(Block::cell).max().orElse(-1) + 1;
            for (int side = 1; side < sides; side++) {
                for (int cell = 0; cell < count; cell++) {
                    int wanted = cell;
                    List<Block> all = ordinary.stream()
                            .filter(block -> block.cell() == wanted)
                            .toList();
                    if (!all.isEmpty()) {
                        cells.add(cell(contrast, side, cell, all));
                    }
                }
            }
        }
        return cells;
    }

    private static int sides(Block block) {
        return block.order().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    private static ForkResult.Cell cell(Contrast contrast, int side, int cell, List<Block> all) {
        List<Block> kept = kept(all);
        double[] logRatios = values(kept, block -> block.logRatio(side));
        return new ForkResult.Cell(
                contrast,
                side,
                cell,
                kept.size(),
                all.size() - kept.size(),
                Descriptive.median(logRatios),
                Descriptive.madStandardDeviation(logRatios));
    }

    /** The rule by which blocks are dropped: fixed in advance, and blind to the variant. */
    private static List<Block> kept(List<Block> all) {
        List<Block> undisturbed =
                all.stream().filter(block -> !block.isDisturbed()).toList();
        return undisturbed.size() < FEWEST_BLOCKS ? all : undisturbed;
    }

    private static double[] values(List<Block> blocks, ToDoubleFunction<Block> value) {
        return blocks.stream().mapToDouble(value).toArray();
    }

    /** Median times of each variant, in ordinary blocks and in those of longer slices. */
    public static List<ForkResult.Time> times(List<Block> blocks) {
        List<Block> variants = blocks.stream()
                .filter(block -> block.contrast() == Contrast.VARIANTS)
                .toList();
        List<ForkResult.Time> times = new ArrayList<>();
        for (int millis : variants.stream()
                .mapToInt(Block::sliceMillis)
                .distinct()
                .sorted()
                .toArray()) {
            List<Block> all = variants.stream()
                    .filter(block -> block.sliceMillis() == millis)
                    .toList();
            // A slice of 32 ms is hardly ever undisturbed, and half a per cent longer for it.
            List<Block> kept = millis == 0 ? kept(all) : all;
            for (int side = 0; side < sides(all.get(0)); side++) {
                int wanted = side;
                times.add(new ForkResult.Time(
                        side,
                        millis,
                        kept.size(),
                        Descriptive.median(values(kept, block -> block.nanosPerCall(wanted)))));
            }
        }
        return times;
    }

    /** What the system did meanwhile, over all blocks. */
    public static ForkResult.Noise noise(List<Block> blocks) {
        return new ForkResult.Noise(
                blocks.size(),
                (int) blocks.stream().filter(Block::isDisturbed).count(),
                blocks.stream()
                        .mapToLong(block -> block.usage().involuntarySwitches())
                        .sum(),
                (int) blocks.stream()
                        .filter(block ->
                                block.usage().firstCpu() != block.usage().lastCpu())
                        .count(),
                blocks.stream().mapToLong(block -> block.usage().minorFaults()).sum(),
                blocks.stream().mapToLong(block -> block.usage().majorFaults()).sum());
    }
}
