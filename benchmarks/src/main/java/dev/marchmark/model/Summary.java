// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run comes to.
 *
 * @param comparisons of variants, by workload and candidate
 * @param means geometric means by candidate, over each group and over all
 * @param controls what each control came to
 * @param controlRows the controls' rows, in the order of the comparisons
 * @param warnings about the run as a whole
 */
public record Summary(
        List<Comparison> comparisons,
        List<Mean> means,
        List<Control> controls,
        List<Comparison> controlRows,
        List<Warning> warnings) {

    /** Copies the lists. */
    public Summary {
        comparisons = List.copyOf(comparisons);
        means = List.copyOf(means);
        controls = List.copyOf(controls);
        controlRows = List.copyOf(controlRows);
        warnings = List.copyOf(warnings);
    }

    /** The same with warnings put before its own. */
    public Summary withWarnings(List<Warning> first) {
        List<Warning> all = new ArrayList<>(first);
        all.addAll(warnings);
        return new Summary(comparisons, means, controls, controlRows, all);
    }

    /**
     * A geometric mean of speed-ups over the workloads of this run, which are no random sample of anything.
     *
     * @param group the group's path, or empty for all
     * @param rows that it is the mean of
     * @param low lower end of its 95 % interval
     * @param high upper end
     */
    public record Mean(String group, String candidate, int rows, double speedup, double low, double high) {}

    /**
     * How often, and by how much, a control's rows seemed to differ though they run the same code.
     *
     * @param rows in all
     * @param flagged rows whose 95 % interval excludes 1
     * @param medianDifference median of |speed-up - 1|
     * @param percentile95 95th percentile of |speed-up - 1|
     * @param medianDetectable median over the rows of the smallest speed-up minus 1 that they would flag with
     *     probability 0.8
     */
    public record Control(
            Contrast contrast,
            int rows,
            int flagged,
            double medianDifference,
            double percentile95,
            double medianDetectable) {}
}
