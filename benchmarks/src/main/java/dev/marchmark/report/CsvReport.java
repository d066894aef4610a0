// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Run;
import dev.marchmark.model.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** All rows of a run, the controls' too, as comma-separated values (RFC 4180) with full precision. */
public final class CsvReport {
    private static final String[] HEAD = {
        "host",
        "workload",
        "size",
        "contrast",
        "baseline",
        "candidate",
        "forks",
        "speedup",
        "low95",
        "high95",
        "simultaneous_low95",
        "simultaneous_high95",
        "p_value",
        "holm_p_value",
        "flagged",
        "verdict",
        "fork_sd",
        "detectable_speedup",
        "baseline_ns",
        "candidate_ns",
        "baseline_ns_relative_error",
        "work",
        "unit",
        "blocks",
        "dropped_blocks",
        "baseline_level_shift",
        "candidate_level_shift",
        "order_effect",
        "order_allowance",
        "unfiltered_speedup",
        "unfiltered_low95",
        "unfiltered_high95",
        "numeric_class",
        "largest_ulps",
        "largest_difference",
        "warnings"
    };

    private CsvReport() {}

    /** Of several runs, one after the other. */
    public static String of(List<Run> runs) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(HEAD)
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (Run run : runs) {
                if (run.summary() == null) {
                    continue;
                }
                List<Comparison> rows = Stream.concat(
                                run.summary().comparisons().stream(), run.summary().controlRows().stream())
                        .toList();
                for (Comparison row : rows) {
                    Optional<Run.Numerics> numerics = run.numerics(row.workload(), row.candidate());
                    csv.printRecord(
                            Format.printable(run.host().name()),
                            Format.printable(row.workload()),
                            Format.printable(row.size()),
                            row.contrast(),
                            Format.printable(row.baseline()),
                            Format.printable(row.candidate()),
                            row.forks(),
                            row.speedup(),
                            row.low(),
                            row.high(),
                            row.simultaneousLow(),
                            row.simultaneousHigh(),
                            row.pValue(),
                            row.holmPValue(),
                            row.flagged(),
                            row.verdict().label(),
                            row.forkSd(),
                            row.detectable(),
                            row.baselineNanos(),
                            row.candidateNanos(),
                            row.baselineNanosRelativeError(),
                            row.work(),
                            Format.printable(row.unit()),
                            row.blocks(),
                            row.dropped(),
                            row.baselineLevelShift(),
                            row.candidateLevelShift(),
                            row.order() == null ? null : row.order().effect(),
                            row.order() == null ? null : row.order().allowance(),
                            row.unfiltered().speedup(),
                            row.unfiltered().low(),
                            row.unfiltered().high(),
                            numerics.map(each -> each.numericClass().label()).orElse(null),
                            numerics.map(Run.Numerics::largestUlps).orElse(null),
                            numerics.map(Run.Numerics::largestDifference).orElse(null),
                            row.warnings().stream()
                                    .map(Warning::kind)
                                    .map(Enum::name)
                                    .collect(Collectors.joining(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
