// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Contrast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Which block comes next in a fork: contrasts in the proportions of a pattern, in a drawn order, each cycling through the
 * fork's cells. Where variants are compared, blocks of longer slices are strewn in so that they take about a seventh of
 * the time, whatever their length.
 */
final class BlockSchedule {
    /** Of ten blocks eight compare the variants and one each the controls. */
    static final List<Contrast> COMPARISON = comparison();

    /** What is known to be 0, or log 1.01, and the two controls. */
    static final List<Contrast> CALIBRATION = List.of(Contrast.SAME, Contrast.SCALED, Contrast.COPY, Contrast.RELINKED);

    // An ordinary block of four slices and a lead-in takes about 2 ms; a long one five times its slice.
    private static final int ORDINARY_BLOCKS_PER_LONG_MILLI = 16;

    /**
     * What to run.
     *
     * @param sliceMillis 0 for an ordinary block
     */
    record Next(Contrast contrast, int cell, int sliceMillis) {}

    private final List<Contrast> pattern;
    private final int cells;
    private final int longSliceMillis;
    private final Random random;
    private final Map<Contrast, Integer> blocksOf = new EnumMap<>(Contrast.class);
    private List<Contrast> shuffled = List.of();
    private int at;
    private int sinceLong;

    BlockSchedule(List<Contrast> pattern, int cells, int longSliceMillis, SplittableRandom seeds) {
        this.pattern = pattern;
        this.cells = cells;
        this.longSliceMillis = longSliceMillis;
        this.random = new Random(seeds.nextLong());
        // The first long block comes half a period in, so that a short fork has one, too.
        this.sinceLong = ORDINARY_BLOCKS_PER_LONG_MILLI * longSliceMillis / 2;
    }

    private static List<Contrast> comparison() {
        List<Contrast> pattern = new ArrayList<>(Collections.nCopies(8, Contrast.VARIANTS));
        pattern.add(Contrast.COPY);
        pattern.add(Contrast.RELINKED);
        return List.copyOf(pattern);
    }

    Next next() {
        if (pattern.contains(Contrast.VARIANTS) && sinceLong >= ORDINARY_BLOCKS_PER_LONG_MILLI * longSliceMillis) {
            sinceLong = 0;
            return new Next(Contrast.VARIANTS, random.nextInt(cells), longSliceMillis);
        }
        sinceLong++;
        if (at == shuffled.size()) {
            shuffled = new ArrayList<>(pattern);
            Collections.shuffle(shuffled, random);
            at = 0;
        }
        Contrast contrast = shuffled.get(at++);
        return new Next(contrast, (blocksOf.merge(contrast, 1, Integer::sum) - 1) % cells, 0);
    }
}
