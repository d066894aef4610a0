// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much data one run works through: the same bytes on every host, so that results of hosts compare.
 *
 * @param label that users type
 * @param bytes summed over the buffers of one run
 */
public record Size(String label, long bytes) {
    /** Fits the first-level data cache of every x86-64-v2 CPU. */
    public static final Size SMALL = new Size("small", 16L << 10);

    /** Fits the second-level cache of most server CPUs. */
    public static final Size MEDIUM = new Size("medium", 256L << 10);

    /** Exceeds the second-level cache of every CPU, and one core's share of the last level on most. */
    public static final Size LARGE = new Size("large", 16L << 20);

    /** Those with a name of their own, smallest first. */
    public static final List<Size> NAMED = List.of(SMALL, MEDIUM, LARGE);

    /** From four doubles in each of two arrays to what no cache holds: steps of 2 where a vector's length shows, then 4. */
    public static final List<Size> SWEEP = LongStream.of(
                    64, 128, 256, 512, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20)
            .mapToObj(bytes -> new Size(Long.toString(bytes), bytes))
            .toList();

    private static final Pattern BYTES = Pattern.compile("[1-9][0-9]{1,8}");

    /**
     * The sizes that users call {@code labels}: one, several parted by commas, or "sweep".
     *
     * @throws UnknownNameException where there is none of a name
     */
    public static List<Size> list(String labels) {
        return labels.equals("sweep")
                ? SWEEP
                : Stream.of(labels.split(",", -1)).distinct().map(Size::of).toList();
    }

    /**
     * The size that users call {@code label}: a name, or a number of bytes from 10 on.
     *
     * @throws UnknownNameException where there is none
     */
    public static Size of(String label) {
        if (BYTES.matcher(label).matches()) {
            return new Size(label, Long.parseLong(label));
        }
        return NAMED.stream()
                .filter(size -> size.label().equals(label))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of(
                        "size",
                        label,
                        Stream.concat(NAMED.stream().map(Size::label), Stream.of("or a number of bytes"))
                                .toList()));
    }
}
