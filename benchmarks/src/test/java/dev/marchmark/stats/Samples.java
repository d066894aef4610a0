// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Published samples that several tests recompute. */
final class Samples {
    /**
     * Extra hours of sleep of ten patients with two drugs (Student 1908; data set {@code sleep} in R, whose
     * {@code t.test} gives the reference values).
     */
    static final double[] SLEEP_FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    static final double[] SLEEP_SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private Samples() {}

    /** Tries a property with the same 200 seeds each time, and names the seed that breaks it. */
    static void property(Consumer<SplittableRandom> property) {
        for (long seed = 0; seed < 200; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Uniform over the closed range, but for one in five: an end, 0 where it is inside, or next to the lower end. */
    static double number(SplittableRandom random, double low, double high) {
        return switch (random.nextInt(20)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> low <= 0 && 0 <= high ? 0 : low;
            case 3 -> low + (high - low) * Math.pow(random.nextDouble(), 12);
            default -> random.nextDouble(low, high);
        };
    }

    /** As many numbers as the closed range of lengths says, one in eight samples of a single value. */
    static double[] numbers(SplittableRandom random, int shortest, int longest, double low, double high) {
        double[] values = new double[random.nextInt(shortest, longest + 1)];
        boolean equal = random.nextInt(8) == 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = equal && i > 0 ? values[0] : number(random, low, high);
        }
        return values;
    }

    static double[] sleepDifferences() {
        double[] differences = new double[SLEEP_FIRST.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = SLEEP_FIRST[i] - SLEEP_SECOND[i];
        }
        return differences;
    }
}
