// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.Calibration;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.Proportion;
import java.util.ArrayList;
import java.util.List;

/** How good the instrument is, as plain text. */
public final class CalibrationReport {
    private static final double CONFIDENCE = 0.95;

    private CalibrationReport() {}

    /** A paragraph for each known truth. */
    public static String of(List<Calibration> outcomes) {
        List<String> lines = new ArrayList<>();
        for (Calibration outcome : outcomes) {
            Interval all = outcome.allForks().interval(CONFIDENCE);
            lines.add(title(outcome) + ", " + outcome.comparisons() + " comparisons");
            lines.addAll(Format.wrap("  true log ratio " + Format.fixed(outcome.truth(), 6) + ", mean over all "
                    + outcome.allForks().count() + " forks "
                    + Format.fixed(outcome.allForks().mean(), 6) + ", 95 % interval "
                    + Format.fixed(all.low(), 6) + " to " + Format.fixed(all.high(), 6) + ", standard error "
                    + Format.fixed(outcome.allForks().standardError(), 6)));
            lines.addAll(Format.wrap("  95 % interval holds the truth: " + share(outcome.covered()) + "; flagged: "
                    + share(outcome.flagged())));
            lines.addAll(Format.wrap("  |error| median " + Format.percent(outcome.medianError()) + ", 95th percentile "
                    + Format.percent(outcome.percentile95Error()) + "; median half width of the intervals "
                    + Format.percent(outcome.medianHalfWidth())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String title(Calibration outcome) {
        return switch (outcome.contrast()) {
            case SAME -> "one handle on both sides";
            case COPY -> "byte copy";
            case RELINKED -> "linked anew";
            case SCALED -> "1.01 n calls against n";
            case VARIANTS -> "variants";
        };
    }

    private static String share(Proportion share) {
        Interval interval = share.interval(CONFIDENCE);
        return share.successes() + " of " + share.trials() + " (" + Format.fixed(100 * share.value(), 1) + " %, "
                + Format.fixed(100 * interval.low(), 1) + " to " + Format.fixed(100 * interval.high(), 1) + " %)";
    }
}
