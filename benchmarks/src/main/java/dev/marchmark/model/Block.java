// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One measured block: slices of all sides of a contrast in a balanced order, after an untimed lead-in.
 *
 * @param contrast what the sides are
 * @param cell which of the fork's layouts the sides had
 * @param sliceMillis 0 for an ordinary block; else the length of its slices, longer on purpose
 * @param calls runs a slice, the same for all sides
 * @param step of the first run
 * @param order the side of each slice, the lead-in first; 0 is the baseline
 * @param elapsedNanos of each slice, the lead-in first
 * @param usage what the system did meanwhile
 */
public record Block(
        Contrast contrast,
        int cell,
        int sliceMillis,
        long calls,
        long step,
        List<Integer> order,
        List<Long> elapsedNanos,
        Usage usage) {

    /** Copies the lists. */
    public Block {
        order = List.copyOf(order);
        elapsedNanos = List.copyOf(elapsedNanos);
        if (order.size() != elapsedNanos.size() || order.size() < 2) {
            throw new IllegalArgumentException(
                    "a block has " + order.size() + " slices and " + elapsedNanos.size() + " times");
        }
    }

    /** Whether the scheduler took the CPU away during the block: the rule, fixed in advance, by which it is dropped. */
    public boolean isDisturbed() {
        return usage.involuntarySwitches() > 0;
    }

    /** Mean nanoseconds of one run of a side; NaN where the side has no slice. */
    public double nanosPerCall(int side) {
        long sum = 0;
        int slices = 0;
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i) == side) {
                sum += elapsedNanos.get(i);
                slices++;
            }
        }
        return slices == 0 ? Double.NaN : (double) sum / slices / calls;
    }

    /** Log of time(baseline) / time(side): above 0, the side is faster. */
    public double logRatio(int side) {
        return Math.log(nanosPerCall(0) / nanosPerCall(side));
    }

    /**
     * What order does to the log ratio of two sides: the ratio in slices that another side's slice precedes, less the ratio in slices
     * that one of their own side precedes. A drift of the host that is linear over the block adds to it with the
     * opposite sign where the two sides come the other way round.
     *
     * @return NaN where the block lacks one of the four kinds of slices
     */
    public double orderEffect(int side) {
        return Math.log(nanos(0, false) / nanos(side, false)) - Math.log(nanos(0, true) / nanos(side, true));
    }

    /** Mean time of the slices of a side that its own side, or another one, precedes; NaN where there is none. */
    private double nanos(int side, boolean ownPrecedes) {
        long sum = 0;
        int slices = 0;
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i) == side && (order.get(i - 1) == side) == ownPrecedes) {
                sum += elapsedNanos.get(i);
                slices++;
            }
        }
        return slices == 0 ? Double.NaN : (double) sum / slices;
    }

    /** The side whose slices meet in the middle, where the way back begins. */
    public int middle() {
        return order.get(order.size() / 2);
    }

    /** Log of the time of the slice in the middle that another side precedes, by the next one, which its own precedes. */
    public double middleEffect() {
        int first = order.size() / 2;
        return Math.log((double) elapsedNanos.get(first) / elapsedNanos.get(first + 1));
    }

    /** Whether the baseline's first slice comes before the side's. */
    public boolean startsWithBaseline(int side) {
        List<Integer> timed = order.subList(1, order.size());
        return timed.indexOf(0) < timed.indexOf(side);
    }

    /** One line of tab-separated fields, the lists separated by commas. */
    public String toLine() {
        return String.join(
                "\t",
                contrast.name(),
                Integer.toString(cell),
                Integer.toString(sliceMillis),
                Long.toString(calls),
                Long.toString(step),
                join(order),
                join(elapsedNanos),
                join(usage.values()));
    }

    private static String join(List<? extends Number> numbers) {
        return numbers.stream().map(Number::toString).collect(Collectors.joining(","));
    }

    /**
     * The block of a line that {@link #toLine} wrote.
     *
     * @throws IllegalArgumentException where it is not of that form
     */
    public static Block parse(String line) {
        String[] field = line.split("\t", -1);
        if (field.length != 8) {
            throw new IllegalArgumentException("a block's line has " + field.length + " fields instead of 8");
        }
        return new Block(
                Contrast.valueOf(field[0]),
                Integer.parseInt(field[1]),
                Integer.parseInt(field[2]),
                Long.parseLong(field[3]),
                Long.parseLong(field[4]),
                Arrays.stream(field[5].split(",", -1)).map(Integer::valueOf).toList(),
                Arrays.stream(field[6].split(",", -1)).map(Long::valueOf).toList(),
                Usage.of(Arrays.stream(field[7].split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray()));
    }
}
