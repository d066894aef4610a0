// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.Run;
import dev.marchmark.model.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** All rows of a run, the controls' too, as comma-separated values (RFC 4180) with full precision. */
public final class CsvReport {
    /** What a column says of a row of a run; null for nothing. */
    private interface Cell {
        @Nullable
        Object of(Run run, Comparison row);
    }

    private record Column(String head, Cell cell) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("host", (run, row) -> Format.printable(run.host().name())),
            new Column("workload", (run, row) -> Format.printable(row.workload())),
            new Column("size", (run, row) -> Format.printable(row.size())),
            new Column("contrast", (run, row) -> row.contrast()),
            new Column("baseline", (run, row) -> Format.printable(row.baseline())),
            new Column("candidate", (run, row) -> Format.printable(row.candidate())),
            new Column("forks", (run, row) -> row.forks()),
            new Column("speedup", (run, row) -> row.speedup()),
            new Column("low95", (run, row) -> row.low()),
            new Column("high95", (run, row) -> row.high()),
            new Column("simultaneous_low95", (run, row) -> row.simultaneousLow()),
            new Column("simultaneous_high95", (run, row) -> row.simultaneousHigh()),
            new Column("p_value", (run, row) -> row.pValue()),
            new Column("holm_p_value", (run, row) -> row.holmPValue()),
            new Column("fdr_p_value", (run, row) -> row.fdrPValue()),
            new Column("flagged", (run, row) -> row.flagged()),
            new Column("verdict", (run, row) -> row.verdict().label()),
            new Column("fork_sd", (run, row) -> row.forkSd()),
            new Column("detectable_speedup", (run, row) -> row.detectable()),
            new Column("baseline_ns", (run, row) -> row.baselineNanos()),
            new Column("candidate_ns", (run, row) -> row.candidateNanos()),
            new Column("baseline_ns_relative_error", (run, row) -> row.baselineNanosRelativeError()),
            new Column("work", (run, row) -> row.work()),
            new Column("unit", (run, row) -> Format.printable(row.unit())),
            new Column("blocks", (run, row) -> row.blocks()),
            new Column("dropped_blocks", (run, row) -> row.dropped()),
            new Column("baseline_level_shift", (run, row) -> row.baselineLevelShift()),
            new Column("candidate_level_shift", (run, row) -> row.candidateLevelShift()),
            new Column("order_effect", (run, row) -> of(row.order(), Comparison.Order::effect)),
            new Column("order_allowance", (run, row) -> of(row.order(), Comparison.Order::allowance)),
            new Column("order_unseen", (run, row) -> of(row.order(), Comparison.Order::unseen)),
            new Column("unfiltered_speedup", (run, row) -> row.unfiltered().speedup()),
            new Column("unfiltered_low95", (run, row) -> row.unfiltered().low()),
            new Column("unfiltered_high95", (run, row) -> row.unfiltered().high()),
            new Column("fork_share", (run, row) -> of(row.spread(), Comparison.Spread::fork)),
            new Column("placement_share", (run, row) -> of(row.spread(), Comparison.Spread::placement)),
            new Column("baseline_layout_share", (run, row) -> of(row.spread(), Comparison.Spread::baselineLayout)),
            new Column("candidate_layout_share", (run, row) -> of(row.spread(), Comparison.Spread::candidateLayout)),
            new Column("rest_share", (run, row) -> of(row.spread(), Comparison.Spread::rest)),
            new Column("layout_span", (run, row) -> of(row.spread(), Comparison.Spread::layoutSpan)),
            new Column("resampled_by_layout_low95", (run, row) -> of(resampled(row), Comparison.Resampled::low)),
            new Column("resampled_by_layout_high95", (run, row) -> of(resampled(row), Comparison.Resampled::high)),
            new Column("looks", (run, row) -> of(row.looks(), CsvReport::text)),
            new Column("aligned_forks", (run, row) -> of(row.aligned(), Comparison.Aligned::forks)),
            new Column("aligned_speedup", (run, row) -> of(row.aligned(), Comparison.Aligned::speedup)),
            new Column("aligned_low95", (run, row) -> of(row.aligned(), Comparison.Aligned::low)),
            new Column("aligned_high95", (run, row) -> of(row.aligned(), Comparison.Aligned::high)),
            new Column("aligned_flagged", (run, row) -> of(row.aligned(), Comparison.Aligned::flagged)),
            new Column(
                    "numeric_class",
                    (run, row) ->
                            of(numerics(run, row), each -> each.numericClass().label())),
            new Column("largest_ulps", (run, row) -> of(numerics(run, row), Run.Numerics::largestUlps)),
            new Column("largest_difference", (run, row) -> of(numerics(run, row), Run.Numerics::largestDifference)),
            new Column(
                    "code_class",
                    (run, row) -> of(code(run, row), each -> each.codeClass().label())),
            new Column(
                    "code_features",
                    (run, row) -> of(code(run, row), each -> Format.printable(String.join(" ", each.features())))),
            new Column("baseline_code_bytes", (run, row) -> of(code(run, row), Run.Code::baselineBytes)),
            new Column("candidate_code_bytes", (run, row) -> of(code(run, row), Run.Code::candidateBytes)),
            new Column("warnings", (run, row) -> row.warnings().stream()
                    .map(Warning::kind)
                    .map(Enum::name)
                    .collect(Collectors.joining(" "))));

    /** Of runs that {@code count} was asked about. */
    private static final List<Column> COUNTED = List.of(
            new Column(
                    "baseline_instructions",
                    (run, row) -> of(counted(run, row, row.baseline()), InstructionCount::perUnit)),
            new Column(
                    "candidate_instructions",
                    (run, row) -> of(counted(run, row, row.candidate()), InstructionCount::perUnit)),
            new Column(
                    "baseline_vector_share",
                    (run, row) -> of(counted(run, row, row.baseline()), InstructionCount::vectorShare)),
            new Column(
                    "candidate_vector_share",
                    (run, row) -> of(counted(run, row, row.candidate()), InstructionCount::vectorShare)));

    private CsvReport() {}

    /** Of several runs, one after the other. */
    public static String of(List<Run> runs) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        if (runs.stream().anyMatch(run -> run.instructions() != null)) {
            columns.addAll(COUNTED);
        }
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(columns.stream().map(Column::head).toArray(String[]::new))
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (Run run : runs) {
                for (Comparison row : rows(run)) {
                    for (Column column : columns) {
                        csv.print(column.cell().of(run, row));
                    }
                    csv.println();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<Comparison> rows(Run run) {
        return run.summary() == null
                ? List.of()
                : Stream.concat(run.summary().comparisons().stream(), run.summary().controlRows().stream())
                        .toList();
    }

    private static Run.@Nullable Numerics numerics(Run run, Comparison row) {
        return run.numerics(row.workload(), row.candidate()).orElse(null);
    }

    private static Run.@Nullable Code code(Run run, Comparison row) {
        return run.code(row.workload(), row.candidate()).orElse(null);
    }

    private static @Nullable InstructionCount counted(Run run, Comparison row, String variant) {
        return Optional.ofNullable(run.instructions())
                .flatMap(all -> all.of(row.workload(), variant))
                .orElse(null);
    }

    private static <T> @Nullable Object of(@Nullable T part, Function<T, @Nullable Object> field) {
        return part == null ? null : field.apply(part);
    }

    private static Comparison.@Nullable Resampled resampled(Comparison row) {
        return row.spread() == null ? null : row.spread().resampled();
    }

    private static String text(List<Comparison.Look> looks) {
        return looks.stream()
                .map(look -> look.forks() + ":" + look.halfWidth() + ":" + look.decision())
                .collect(Collectors.joining(" "));
    }
}
