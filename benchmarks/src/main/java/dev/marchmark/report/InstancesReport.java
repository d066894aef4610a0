// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.InstanceEffect;
import dev.marchmark.stats.Interval;
import java.util.List;
import java.util.Locale;

/** What the number of instances does to the time of each workload, as Markdown. */
public final class InstancesReport {
    private InstancesReport() {}

    /** The head of the table. */
    public static String head() {
        return """
                time / time with the workload's own instances, and its 95 % interval:

                | workload | bytes a run | instances | four times as many | one | |
                |---|---:|---:|---|---|---|
                """;
    }

    /** One row of it. */
    public static String row(InstanceEffect effect) {
        return String.join(
                        " | ",
                        List.of(
                                "| " + effect.workload(),
                                effect.size(),
                                Long.toString(effect.instances()),
                                cell(effect.fourfold(), effect.fourfoldInterval()),
                                cell(effect.one(), effect.oneInterval()),
                                effect.enough() ? "enough" : "TOO FEW"))
                + " |\n";
    }

    private static String cell(double ratio, Interval interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f - %.3f)", ratio, interval.low(), interval.high());
    }
}
