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
 * Which block comes next in a fork: bouts of blocks of one contrast and cell, the contrasts in the proportions of a
 * pattern, in a drawn order, each cycling through the fork's cells. The first block of a bout does not count: without it,
 * sides that come less often find their code colder (DECISIONS.md, D14). Where variants are compared, blocks of longer
 * slices are strewn in so that they take about a seventh of the time, whatever their length; the first comes early enough
 * for a short fork to have one.
 */
final class BlockSchedule {
    /** Of ten bouts eight compare the variants and one each the controls. */
    static final List<Contrast> COMPARISON = comparison();

    private static final int BLOCKS_OF_A_BOUT = 6; // that count

    /** Blocks that compare the variants and count, in one pass through that pattern: a bout in each of eight layouts. */
    static final int BLOCKS_OF_A_PASS = BLOCKS_OF_A_BOUT * Collections.frequency(COMPARISON, Contrast.VARIANTS);

    private static final double LONG_SHARE = 1.0 / 7;
    private static final double FIRST_LONG_AT = 0.25; // of the time that its share would make it wait
    private static final int SLICES_OF_A_BLOCK = 4;

    /**
     * What to run.
     *
     * @param sliceMillis 0 for an ordinary block
     * @param counts false for the first block of a bout
     */
    record Next(Contrast contrast, int cell, int sliceMillis, boolean counts) {}

    private final List<Contrast> pattern;
    private final int cells;
    private final int longSliceMillis;
    private final Random random;
    private final Map<Contrast, Integer> boutsOf = new EnumMap<>(Contrast.class);
    private List<Contrast> shuffled = List.of();
    private int at;
    private Next present = new Next(Contrast.VARIANTS, 0, 0, true);
    private int leftOfBout;
    private double nanos;
    private double longNanos;

    /** @param longSliceMillis length of the longer slices; 0 for none */
    BlockSchedule(List<Contrast> pattern, int cells, int longSliceMillis, SplittableRandom seeds) {
        this.pattern = pattern;
        this.cells = cells;
        this.longSliceMillis = longSliceMillis;
        this.random = new Random(seeds.nextLong());
    }

    private static List<Contrast> comparison() {
        List<Contrast> pattern = new ArrayList<>(Collections.nCopies(8, Contrast.VARIANTS));
        pattern.add(Contrast.COPY);
        pattern.add(Contrast.RELINKED);
        return List.copyOf(pattern);
    }

    /** Ordinary slices that take as long as a pass through {@link #COMPARISON}, with all that goes beside. */
    static double slicesOfAPass(int variants) {
        int slices = 0;
        for (Contrast contrast : COMPARISON) {
            int sides = contrast == Contrast.VARIANTS ? variants : 2;
            slices += (1 + BLOCKS_OF_A_BOUT) * (1 + 2 * sides);
        }
        return slices / (1 - LONG_SHARE);
    }

    Next next() {
        double longBlock = SLICES_OF_A_BLOCK * longSliceMillis * 1e6;
        if (longSliceMillis > 0
                && pattern.contains(Contrast.VARIANTS)
                && longNanos + FIRST_LONG_AT * longBlock <= LONG_SHARE * nanos) {
            leftOfBout = 0;
            return new Next(Contrast.VARIANTS, random.nextInt(cells), longSliceMillis, true);
        }
        if (leftOfBout-- > 0) {
            return present;
        }
        if (at == shuffled.size()) {
            shuffled = new ArrayList<>(pattern);
            Collections.shuffle(shuffled, random);
            at = 0;
        }
        Contrast contrast = shuffled.get(at++);
        int cell = (boutsOf.merge(contrast, 1, Integer::sum) - 1) % cells;
        present = new Next(contrast, cell, 0, true);
        leftOfBout = BLOCKS_OF_A_BOUT;
        return new Next(contrast, cell, 0, false);
    }

    /** How long the block took. */
    void took(Next block, long blockNanos) {
        nanos += blockNanos;
        longNanos += block.sliceMillis() > 0 ? blockNanos : 0;
    }
}
