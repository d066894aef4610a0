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
    private static final String SWEEP_NAME = "sweep";

    /**
     * The sizes that users call {@code labels}: one, several parted by commas, or "sweep" among them.
     *
     * @throws UnknownNameException where there is none of a name
     */
    public static List<Size> list(String labels) {
        return Stream.of(labels.split(",", -1))
                .flatMap(label ->
                        label.equals(SWEEP_NAME) ? SWEEP.stream() : Stream.of(of(label, Stream.of(SWEEP_NAME))))
                .distinct()
                .toList();
    }

    /**
     * The size that users call {@code label}: a name, or a number of bytes, 10 to 999999999. The command line takes none below
     * 64.
     *
     * @throws UnknownNameException where there is none
     */
    public static Size of(String label) {
        return of(label, Stream.empty());
    }

    /** @param others that may stand in its place, for who typed something else */
    private static Size of(String label, Stream<String> others) {
        if (BYTES.matcher(label).matches()) {
            return new Size(label, Long.parseLong(label));
        }
        return NAMED.stream()
                .filter(size -> size.label().equals(label))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of(
                        "size",
                        label,
                        Stream.of(
                                        NAMED.stream().map(Size::label),
                                        others,
                                        Stream.of("or a number of bytes, 64 to 999999999"))
                                .flatMap(names -> names)
                                .toList()));
    }
}
