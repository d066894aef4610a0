// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.stats.Descriptive;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rows come to whose sides run the same code (METHODOLOGY.md, "Controls"). */
final class Controls {
    private static final double ALPHA = 0.05;

    private Controls() {}

    /** Of the copies, then of each candidate's rows that are the baseline's code, which is linked anew there, too. */
    static List<Summary.Control> outcomes(
            Settings settings, List<Comparison> comparisons, List<Comparison> controls, List<Run.Code> code) {
        List<Summary.Control> outcomes = new ArrayList<>();
        for (Contrast contrast : List.of(Contrast.COPY, Contrast.RELINKED)) {
            outcome(contrast, null, controls.stream().filter(row -> row.contrast() == contrast))
                    .ifPresent(outcomes::add);
        }
        for (String candidate :
                settings.variants().subList(1, settings.variants().size())) {
            Set<String> same = code.stream()
                    .filter(each -> each.changesNothing() && each.variant().equals(candidate))
                    .map(Run.Code::workload)
                    .collect(Collectors.toSet());
            outcome(
                            Contrast.VARIANTS,
                            candidate,
                            comparisons.stream()
                                    .filter(row -> row.candidate().equals(candidate) && same.contains(row.workload())))
                    .ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private static Optional<Summary.Control> outcome(
            Contrast contrast, @Nullable String candidate, Stream<Comparison> of) {
        List<Comparison> rows = of.toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double[] differences =
                rows.stream().mapToDouble(row -> Math.abs(row.speedup() - 1)).toArray();
        return Optional.of(new Summary.Control(
                contrast,
                candidate,
                rows.size(),
                (int) rows.stream().filter(Comparison::flagged).count(),
                Descriptive.median(differences),
                Descriptive.quantileType7(differences, 0.95),
                Descriptive.median(
                        rows.stream().mapToDouble(row -> row.detectable() - 1).toArray())));
    }

    /** By how much each workload's own copies seem to differ from it, as a log ratio; of those that have one measured. */
    static Map<String, Double> largestDifferences(List<Comparison> controls) {
        return controls.stream()
                .collect(Collectors.toMap(Comparison::workload, row -> Math.abs(Math.log(row.speedup())), Math::max));
    }

    /** A warning about each of which more rows are flagged than chance explains. */
    static List<Warning> warnings(List<Summary.Control> controls) {
        List<Warning> warnings = new ArrayList<>();
        for (Summary.Control control : controls) {
            Interval share = new Proportion(control.flagged(), control.rows()).interval(0.98);
            if (share.low() > ALPHA) {
                warnings.add(new Warning(
                        Warning.Kind.CONTROL,
                        control.flagged() + " of " + control.rows() + " rows of "
                                + switch (control.contrast()) {
                                    case COPY -> "the byte copy";
                                    case RELINKED -> "the relinked copy";
                                    default -> control.candidate() + " that are the baseline's code";
                                }
                                + " differ, more than chance explains: do not trust differences as small as theirs"));
            }
        }
        return warnings;
    }
}
