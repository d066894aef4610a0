// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.List;

/** Published samples that several tests recompute. */
final class Samples {
    /**
     * Extra hours of sleep of ten patients with two drugs (Student 1908; data set {@code sleep} in R, whose
     * {@code t.test} gives the reference values).
     */
    static final double[] SLEEP_FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    static final double[] SLEEP_SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private Samples() {}

    /** A sample that jqwik drew: it applies a range to the elements of a list, but not to those of an array. */
    static double[] array(List<Double> drawn) {
        return drawn.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] sleepDifferences() {
        double[] differences = new double[SLEEP_FIRST.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = SLEEP_FIRST[i] - SLEEP_SECOND[i];
        }
        return differences;
    }
}
