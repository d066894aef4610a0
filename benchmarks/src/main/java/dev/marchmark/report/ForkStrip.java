// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import java.util.Arrays;

/**
 * What each fork of a row measured, as ticks on a line of its own scale: all of them are seen, however far apart.
 *
 * @param range the smallest and the largest speed-up
 * @param dashes of a line {@value #WIDTH} long: a dash for each tick, as SVG's {@code stroke-dasharray}
 */
record ForkStrip(String range, String dashes) {
    private static final int WIDTH = 320;
    private static final int EDGE = 2;

    /** @param ratios at least one, above 0 */
    static ForkStrip of(double[] ratios) {
        double low = Arrays.stream(ratios).min().orElseThrow();
        double high = Arrays.stream(ratios).max().orElseThrow();
        int[] ticks = Arrays.stream(ratios)
                .mapToInt(ratio -> x(ratio, low, high))
                .sorted()
                .distinct()
                .toArray();
        StringBuilder dashes = new StringBuilder("0 ").append(ticks[0]);
        for (int i = 1; i < ticks.length; i++) {
            dashes.append(" 1 ").append(ticks[i] - ticks[i - 1] - 1);
        }
        dashes.append(" 1 ").append(WIDTH);
        double halfWidth = (high - low) / 2;
        return new ForkStrip(Format.ratio(low, halfWidth) + " to " + Format.ratio(high, halfWidth), dashes.toString());
    }

    private static int x(double ratio, double low, double high) {
        double share = high > low ? Math.log(ratio / low) / Math.log(high / low) : 0.5;
        return (int) Math.round(EDGE + share * (WIDTH - 2 * EDGE));
    }
}
