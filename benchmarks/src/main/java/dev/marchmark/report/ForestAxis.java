// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The axis that all rows of a forest plot share: logarithmic, so that a gain and a loss of the same factor are equally
 * far from 1, and as wide as most intervals need; what is beyond it is drawn as an arrow at its edge.
 */
final class ForestAxis {
    /** Of a row's drawing, in its own units. */
    static final int WIDTH = 320;

    private static final int EDGE = 8;
    private static final int MIDDLE = 10;
    private static final double MOST_ROWS = 0.9;
    private static final double NARROWEST = Math.log(1.02);
    private static final double WIDEST = Math.log(4);
    private static final double[] TICKS = {1.005, 1.01, 1.02, 1.05, 1.1, 1.2, 1.4, 2, 3, 4};
    private static final int TICKS_APART = 40;

    private final double reach;

    /** @param reach log units on either side of 1 */
    private ForestAxis(double reach) {
        this.reach = reach;
    }

    /** An axis that holds the intervals of nine rows in ten. */
    static ForestAxis of(List<Comparison> rows) {
        return reaching(rows.stream().mapToDouble(row -> reach(row.low(), row.high())));
    }

    /** How far from 1 an interval reaches, in log units. */
    static double reach(double low, double high) {
        return Math.max(Math.abs(Math.log(low)), Math.abs(Math.log(high)));
    }

    /** An axis that holds nine in ten of the intervals that reach so far. */
    static ForestAxis reaching(DoubleStream reaches) {
        double[] ends = reaches.filter(Double::isFinite).sorted().toArray();
        double most = ends.length == 0 ? 0 : ends[(int) Math.min(ends.length - 1, MOST_ROWS * ends.length)];
        return new ForestAxis(Math.min(WIDEST, Math.max(NARROWEST, 1.05 * most)));
    }

    /** Where a ratio is; at the edge where it is beyond the axis or no number. */
    int x(double ratio) {
        double log = Math.log(ratio);
        double share = Double.isNaN(log) ? 0 : Math.max(-1, Math.min(1, log / reach));
        return (int) Math.round(WIDTH / 2.0 + share * (WIDTH / 2.0 - EDGE));
    }

    /** Whether a ratio is beyond the axis, to either side, or no number. */
    boolean isBeyond(double ratio) {
        return !(Math.abs(Math.log(ratio)) <= reach);
    }

    /** The line of an interval, as an SVG path in a drawing 20 units high; an arrow head says that it goes on beyond the axis. */
    String line(double low, double high) {
        int from = x(low);
        int to = x(high);
        String path = "M" + from + " " + MIDDLE + "H" + Math.max(to, from + 1);
        if (isBeyond(low)) {
            path += "M" + (from + 5) + " 6l-5 4l5 4";
        }
        if (isBeyond(high)) {
            path += "M" + (to - 5) + " 6l5 4l-5 4";
        }
        return path;
    }

    /** The mark at a speed-up, likewise: a shape for each verdict, so that it can be told without its colour. */
    String mark(Verdict verdict, double speedup) {
        int x = x(speedup);
        return switch (verdict) {
            case FASTER -> "M" + (x - 4) + " 5l8 5l-8 5z"; // points to the right, where faster is
            case SLOWER -> "M" + (x + 4) + " 5l-8 5l8 5z";
            case EQUIVALENT -> "M" + (x - 4) + " 6h8v8h-8z";
            case INCONCLUSIVE -> "M" + x + " 5l5 5l-5 5l-5 -5z";
        };
    }

    /** A ratio to write under the axis. */
    record Tick(int x, String label) {}

    /** 1 and, on either side, the round ratios that have room, from the outermost inwards. */
    List<Tick> ticks() {
        List<Double> chosen = new ArrayList<>();
        int outer = Integer.MAX_VALUE;
        double[] outermostFirst = Arrays.stream(TICKS)
                .map(tick -> -tick)
                .sorted()
                .map(tick -> -tick)
                .toArray();
        for (double tick : outermostFirst) {
            int x = x(tick);
            if (!isBeyond(tick) && outer - x >= TICKS_APART && x - x(1) >= TICKS_APART) {
                chosen.add(tick);
                outer = x;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        chosen.forEach(ratio -> ticks.add(new Tick(x(1 / ratio), "1/" + label(ratio))));
        ticks.add(new Tick(x(1), "1"));
        for (int i = chosen.size() - 1; i >= 0; i--) {
            ticks.add(new Tick(x(chosen.get(i)), label(chosen.get(i))));
        }
        return ticks;
    }

    private static String label(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio).replaceFirst("\\.?0+$", "");
    }
}
