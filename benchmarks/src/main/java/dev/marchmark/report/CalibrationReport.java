// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How good the instrument is on a host, as plain text. */
public final class CalibrationReport {
    private static final double CONFIDENCE = 0.95;

    /** Of so many tables chance alone lets one err; of fewer, one that errs reads as a rate that nobody can know (D114). */
    private static final int FEWEST_TABLES = 20;

    private CalibrationReport() {}

    /**
     * A paragraph for each known truth.
     *
     * @param total of all starts of the method on the host
     * @param own of the start that has just ended
     * @param failures of it
     */
    public static String of(Calibration total, Calibration own, List<Run.Failure> failures) {
        List<String> lines = new ArrayList<>(Format.wrap(heading(total)));
        lines.add("");
        lines.addAll(paragraphs(total));
        if (total.starts() > 1) {
            lines.add("");
            lines.add("This start's own share:");
            lines.add("");
            lines.addAll(paragraphs(own));
        }
        failures.forEach(failure -> lines.addAll(Format.wrap("FAILED: " + Headline.failure(failure))));
        return String.join("\n", lines) + "\n";
    }

    private static String heading(Calibration calibration) {
        CalibrationStart.Method method = calibration.method();
        return "known truths on this host, "
                + Format.count(calibration.starts(), "start", "starts")
                + ": " + method.variant() + " (" + method.compiler() + "), size " + method.size() + ", comparisons of "
                + forks(method);
    }

    /** What a comparison is made of; which truths share a fork's time is said where they are not all. */
    private static String forks(CalibrationStart.Method method) {
        String truths = method.truths().containsAll(Contrast.KNOWN)
                ? ""
                : method.truths().stream().map(CalibrationReport::title).collect(Collectors.joining(", ", " for ", ""));
        return method.forks() + " forks of " + method.measuredMillis() + " ms" + truths;
    }

    private static List<String> paragraphs(Calibration calibration) {
        List<String> lines = new ArrayList<>();
        if (calibration.truths().isEmpty()) {
            lines.addAll(Format.wrap("no comparison has all its "
                    + calibration.method().forks() + " forks yet, with blocks of it in two of them"));
        }
        for (Calibration.Truth truth : calibration.truths()) {
            lines.add(title(truth.contrast()) + ", " + Format.count(truth.comparisons(), "comparison", "comparisons"));
            lines.addAll(Format.wrap("  true log ratio "
                    + Format.fixed(truth.contrast().truth(), 6) + ", mean over all forks "
                    + Format.fixed(truth.mean(), 6) + ", 95 % interval " + Format.fixed(truth.low(), 6) + " to "
                    + Format.fixed(truth.high(), 6)));
            lines.addAll(
                    Format.wrap("  95 % interval holds the truth: " + share(truth.covered(), truth.comparisons())));
            lines.addAll(Format.wrap("  flagged: " + share(truth.flagged(), truth.comparisons())));
            if (truth.tables() > 0) {
                lines.addAll(
                        Format.wrap("  tables with a row that Holm's adjustment leaves significant: " + tables(truth)));
            }
            lines.addAll(Format.wrap("  |error| median " + Format.percent(truth.medianError()) + ", 95th percentile "
                    + Format.percent(truth.percentile95Error()) + "; median half width of the intervals "
                    + Format.percent(truth.medianHalfWidth())));
        }
        return lines;
    }

    /** What a table quotes: false positives, power where differences were planted, and coverage; or how to get them. */
    static List<String> quoted(@Nullable Calibration calibration) {
        if (calibration == null) {
            return List.of(
                    "how often identical code is called different on this host was not known when this run started;"
                            + " 'scripts/marchmark calibrate' counts it, and tables of later runs quote it");
        }
        CalibrationStart.Method method = calibration.method();
        List<String> lines = new ArrayList<>();
        lines.add("identical code called different on this host: "
                + shares(calibration, Contrast.COPY, Contrast.RELINKED));
        String planted = shares(calibration, Contrast.SCALED, Contrast.SCALED_TENTH);
        if (!planted.isEmpty()) {
            lines.add("planted differences seen: " + planted);
        }
        String covered = calibration.truths().stream()
                .map(truth -> title(truth.contrast()) + " " + share(truth.covered(), truth.comparisons()))
                .collect(Collectors.joining("; "));
        lines.add("95 % intervals that held the truth: " + covered + " ('marchmark calibrate': " + method.variant()
                + ", size " + method.size() + ", " + forks(method) + ")");
        return lines;
    }

    private static String shares(Calibration calibration, Contrast... contrasts) {
        List<String> shares = new ArrayList<>();
        for (Contrast contrast : contrasts) {
            for (Calibration.Truth truth : calibration.truths()) {
                if (truth.contrast() == contrast) {
                    shares.add(title(contrast) + " " + share(truth.flagged(), truth.comparisons())
                            + (truth.tables() == 0 ? "" : ", of tables after Holm's adjustment " + tables(truth)));
                }
            }
        }
        return String.join("; ", shares);
    }

    static String title(Contrast contrast) {
        return switch (contrast) {
            case SAME -> "one handle on both sides";
            case COPY -> "byte copy";
            case RELINKED -> "linked anew";
            case SCALED -> "1.01 n calls against n";
            case SCALED_TENTH -> "1.10 n calls against n";
            case VARIANTS -> "variants";
        };
    }

    /** How many of them err. */
    private static String tables(Calibration.Truth truth) {
        return truth.tables() < FEWEST_TABLES
                ? truth.flaggedTables() + " of " + truth.tables() + ", too few for a rate"
                : share(truth.flaggedTables(), truth.tables());
    }

    static String share(int successes, int trials) {
        Proportion share = new Proportion(successes, trials);
        Interval interval = share.interval(CONFIDENCE);
        return successes + " of " + trials + " (" + Format.fixed(100 * share.value(), 1) + " %, "
                + Format.fixed(100 * interval.low(), 1) + " to " + Format.fixed(100 * interval.high(), 1) + " %)";
    }
}
