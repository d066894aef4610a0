// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * In which order the sides of a block come: the rows of a Williams design (Williams 1949, Aust. J. Sci. Res. A 2:149), in
 * a drawn order and with drawn names for the sides, so that over each design every side follows every other one equally
 * often.
 */
final class Orders {
    private final int sides;
    private final Random random;
    private List<int[]> design = List.of();
    private int at;

    Orders(int sides, SplittableRandom seeds) {
        this.sides = sides;
        this.random = new Random(seeds.nextLong());
    }

    /** The sides in the order of the way there; the way back is its mirror. */
    int[] next() {
        if (at == design.size()) {
            List<Integer> names = new ArrayList<>();
            for (int side = 0; side < sides; side++) {
                names.add(side);
            }
            Collections.shuffle(names, random);
            design = new ArrayList<>();
            for (int[] row : williams(sides)) {
                design.add(Arrays.stream(row).map(names::get).toArray());
            }
            Collections.shuffle(design, random);
            at = 0;
        }
        return design.get(at++);
    }

    /** One square where the number of sides is even, a square and its mirror where it is odd. */
    static List<int[]> williams(int sides) {
        List<int[]> rows = new ArrayList<>();
        for (int shift = 0; shift < sides; shift++) {
            int[] row = new int[sides];
            int[] mirrored = new int[sides];
            for (int i = 0; i < sides; i++) {
                // 0, 1, n - 1, 2, n - 2, ...: the differences of neighbours are all different.
                int zigzag = i % 2 == 0 ? (sides - i / 2) % sides : (i + 1) / 2;
                row[i] = (zigzag + shift) % sides;
                mirrored[sides - 1 - i] = row[i];
            }
            rows.add(row);
            if (sides % 2 == 1) {
                rows.add(mirrored);
            }
        }
        return rows;
    }
}
