// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stretch of machine code consists of. All but the bytes are numbers of instructions.
 *
 * @param bytes of the code
 * @param v1 needed by x86-64 itself, or doing nothing there
 * @param v2 needing x86-64-v2
 * @param v3 needing x86-64-v3
 * @param v4 needing x86-64-v4
 * @param outside needing a feature that belongs to no level, such as AES
 * @param tzcnt {@code tzcnt} or {@code rep bsf}, which are the same bytes: compilers emit them at every level
 * @param invalid no instructions at all
 * @param xmm naming a 128-bit register
 * @param ymm naming a 256-bit register
 * @param zmm naming a 512-bit register
 * @param features how many need which feature, beyond x86-64 itself
 */
public record CodeCounts(
        long bytes,
        long v1,
        long v2,
        long v3,
        long v4,
        long outside,
        long tzcnt,
        long invalid,
        long xmm,
        long ymm,
        long zmm,
        Map<String, Long> features) {
    /** No code. */
    public static final CodeCounts NONE = new CodeCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    /** What a table shows of instructions, in its order: v1, v2, v3, v4, outside, tzcnt, xmm, ymm, zmm. */
    public List<Long> shown() {
        return List.of(v1, v2, v3, v4, outside, tzcnt, xmm, ymm, zmm);
    }

    /** Both together. */
    public CodeCounts plus(CodeCounts other) {
        Map<String, Long> sums = features;
        if (!other.features.isEmpty()) {
            Map<String, Long> both = new TreeMap<>(features);
            other.features.forEach((feature, count) -> both.merge(feature, count, Long::sum));
            sums = both;
        }
        return new CodeCounts(
                bytes + other.bytes,
                v1 + other.v1,
                v2 + other.v2,
                v3 + other.v3,
                v4 + other.v4,
                outside + other.outside,
                tzcnt + other.tzcnt,
                invalid + other.invalid,
                xmm + other.xmm,
                ymm + other.ymm,
                zmm + other.zmm,
                sums);
    }

    /** All instructions, without what is none. */
    public long instructions() {
        return v1 + v2 + v3 + v4 + outside + tzcnt;
    }

    /** The highest level that an instruction needs, 1 to 4. */
    public int level() {
        return v4 > 0 ? 4 : v3 > 0 ? 3 : v2 > 0 ? 2 : 1;
    }
}
