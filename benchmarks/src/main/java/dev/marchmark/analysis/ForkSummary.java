// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.stats.Descriptive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a fork's blocks come to. Values are rounded as they are stored, so that stored data give the same table. */
public final class ForkSummary {
    // With fewer undisturbed blocks than this, a cell's median over all its blocks is the better one: on a loaded host
    // the rule would otherwise leave nothing.
    private static final int FEWEST_BLOCKS = 4;
    private static final double ROUNDING = 1e9;

    private ForkSummary() {}

    /** The ordinary blocks of each contrast and side, in this order. */
    public static List<ForkResult.Ratio> ratios(List<Block> blocks) {
        List<ForkResult.Ratio> ratios = new ArrayList<>();
        for (Contrast contrast : Contrast.values()) {
            Map<Integer, List<Block>> cells = cells(blocks, contrast);
            for (int side = 1; side < sides(cells); side++) {
                ratios.add(ratio(contrast, side, cells));
            }
        }
        return ratios;
    }

    private static ForkResult.Ratio ratio(Contrast contrast, int side, Map<Integer, List<Block>> cells) {
        int all = 0;
        int kept = 0;
        List<Double> logRatios = new ArrayList<>();
        List<Double> spreads = new ArrayList<>();
        double unfiltered = 0;
        for (List<Block> cell : cells.values()) {
            double[] values = values(kept(cell), block -> block.logRatio(side));
            all += cell.size();
            kept += values.length;
            logRatios.add(rounded(Descriptive.median(values)));
            spreads.add(Descriptive.madStandardDeviation(values));
            unfiltered += Descriptive.median(values(cell, block -> block.logRatio(side)));
        }
        double spread = Descriptive.median(
                spreads.stream().mapToDouble(Double::doubleValue).toArray());
        return new ForkResult.Ratio(
                contrast,
                side,
                kept,
                all - kept,
                rounded(spread),
                List.copyOf(cells.keySet()),
                logRatios,
                rounded(unfiltered / cells.size()),
                order(cells, side));
    }

    private static @Nullable Double order(Map<Integer, List<Block>> cells, int side) {
        List<Block> blocks =
                cells.values().stream().flatMap(cell -> kept(cell).stream()).toList();
        return sides(cells) == 2 ? orderOfTwo(blocks, side) : orderOfMore(blocks, side);
    }

    /** Medians over the blocks of either order, then their mean, in which linear drift cancels. */
    private static @Nullable Double orderOfTwo(List<Block> blocks, int side) {
        Double down = effect(blocks, block -> block.startsWithBaseline(side), block -> block.orderEffect(side));
        Double up = effect(blocks, block -> !block.startsWithBaseline(side), block -> block.orderEffect(side));
        return down == null || up == null ? null : rounded((down + up) / 2);
    }

    /**
     * Of three sides or more only the one in the middle is sure to follow itself, so each side has blocks of its own for
     * this; linear drift cancels in the difference of two sides.
     */
    private static @Nullable Double orderOfMore(List<Block> blocks, int side) {
        Double baseline = effect(blocks, block -> block.middle() == 0, Block::middleEffect);
        Double candidate = effect(blocks, block -> block.middle() == side, Block::middleEffect);
        return baseline == null || candidate == null ? null : rounded(baseline - candidate);
    }

    /** Median over those blocks that tell it, or null where they are too few. */
    private static @Nullable Double effect(
            List<Block> blocks, Predicate<Block> wanted, ToDoubleFunction<Block> effectOf) {
        double[] effects = blocks.stream()
                .filter(wanted)
                .mapToDouble(effectOf)
                .filter(Double::isFinite)
                .toArray();
        return effects.length < FEWEST_BLOCKS ? null : Descriptive.median(effects);
    }

    /** What one run of each variant takes in ordinary blocks. */
    public static List<ForkResult.Time> times(List<Block> blocks) {
        Map<Integer, List<Block>> cells = cells(blocks, Contrast.VARIANTS);
        List<ForkResult.Time> times = new ArrayList<>();
        for (int side = 0; side < sides(cells); side++) {
            int wanted = side;
            double logTime = cells.values().stream()
                    .mapToDouble(cell -> Math.log(nanosPerCall(cell, wanted)))
                    .average()
                    .orElseThrow();
            times.add(new ForkResult.Time(side, rounded(Math.exp(logTime))));
        }
        return times;
    }

    /** How the time of each variant differs in the longer slices; nothing where there are none. */
    public static List<ForkResult.LevelShift> levelShifts(List<Block> blocks) {
        Map<Integer, List<Block>> cells = cells(blocks, Contrast.VARIANTS);
        // Means over all blocks, disturbed ones too, on both sides of the fraction: a long slice holds whatever steal
        // and interrupts there are, and a median of short ones hardly any of it.
        List<Block> longer = blocks.stream()
                .filter(block -> block.sliceMillis() > 0 && cells.containsKey(block.cell()))
                .toList();
        List<ForkResult.LevelShift> shifts = new ArrayList<>();
        for (int side = 0; side < sides(cells) && !longer.isEmpty(); side++) {
            int wanted = side;
            double[] values = values(
                    longer,
                    block -> Math.log(
                            block.nanosPerCall(wanted) / mean(cells.getOrDefault(block.cell(), List.of()), wanted)));
            shifts.add(new ForkResult.LevelShift(
                    side, longer.get(0).sliceMillis(), longer.size(), rounded(Descriptive.median(values))));
        }
        return shifts;
    }

    /**
     * What the system did meanwhile, over all blocks.
     *
     * @param stealShare as in {@link ForkResult.Noise}
     * @param pressureShare likewise
     * @param hugePageShare likewise
     */
    public static ForkResult.Noise noise(
            List<Block> blocks,
            @Nullable Double stealShare,
            @Nullable Double pressureShare,
            @Nullable Double hugePageShare) {
        double[] fixedWork = values(blocks, block -> block.usage().fixedWorkNanos());
        double median = blocks.isEmpty() ? 0 : Descriptive.median(fixedWork);
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
                blocks.stream().mapToLong(block -> block.usage().majorFaults()).sum(),
                rounded(median),
                median == 0 ? 0 : rounded(Descriptive.madStandardDeviation(fixedWork) / median),
                stealShare == null ? null : rounded(stealShare),
                pressureShare == null ? null : rounded(pressureShare),
                hugePageShare == null ? null : rounded(hugePageShare));
    }

    /** The ordinary blocks of a contrast by cell. */
    private static Map<Integer, List<Block>> cells(List<Block> blocks, Contrast contrast) {
        return blocks.stream()
                .filter(block -> block.contrast() == contrast && block.sliceMillis() == 0)
                .collect(Collectors.groupingBy(Block::cell, TreeMap::new, Collectors.toList()));
    }

    private static int sides(Map<Integer, List<Block>> cells) {
        return cells.values().stream()
                .flatMap(cell -> cell.get(0).order().stream())
                .mapToInt(side -> side + 1)
                .max()
                .orElse(0);
    }

    /** The rule by which blocks are dropped: fixed in advance, and blind to the variant. */
    private static List<Block> kept(List<Block> all) {
        List<Block> undisturbed =
                all.stream().filter(block -> !block.isDisturbed()).toList();
        return undisturbed.size() < FEWEST_BLOCKS ? all : undisturbed;
    }

    private static double nanosPerCall(List<Block> cell, int side) {
        return Descriptive.median(values(kept(cell), block -> block.nanosPerCall(side)));
    }

    private static double mean(List<Block> cell, int side) {
        return cell.stream()
                .mapToDouble(block -> block.nanosPerCall(side))
                .average()
                .orElse(Double.NaN);
    }

    private static double[] values(List<Block> blocks, ToDoubleFunction<Block> value) {
        return blocks.stream().mapToDouble(value).toArray();
    }

    /** As it is stored: no measurement is that exact, and a line is half as long. */
    public static double rounded(double value) {
        return Math.rint(value * ROUNDING) / ROUNDING;
    }
}
