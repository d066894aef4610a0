// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import java.util.SplittableRandom;

/** What chance decides in a row of a run: the same seed, workload and fork always give the same. */
final class Draws {
    private final long seed;

    Draws(long seed, String workload) {
        this.seed = mix(seed, workload);
    }

    /** A generator of its own for each purpose and fork, so that one draw more or less changes no other. */
    SplittableRandom random(String purpose, int fork) {
        return new SplittableRandom(mix(seed + fork, purpose));
    }

    /**
     * A value in [0, bound), uniform for each index; any {@code bound} successive indices from a multiple of it have
     * each value once.
     */
    int balanced(String purpose, int index, int bound) {
        SplittableRandom random = random(purpose, index / bound);
        int[] permutation = permutation(random, bound);
        return permutation[index % bound];
    }

    /** All orders of 0 to length - 1 are equally likely (Fisher and Yates; Knuth, TAOCP 2, algorithm 3.4.2P). */
    static int[] permutation(SplittableRandom random, int length) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            int j = random.nextInt(i + 1);
            values[i] = values[j];
            values[j] = i;
        }
        return values;
    }

    // FNV-1a over the characters; SplittableRandom scrambles its seed itself.
    private static long mix(long seed, String text) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 29);
    }
}
