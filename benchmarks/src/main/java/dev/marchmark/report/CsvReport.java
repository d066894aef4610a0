// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.Run;
import dev.marchmark.model.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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
        "fdr_p_value",
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
        "fork_share",
        "placement_share",
        "baseline_layout_share",
        "candidate_layout_share",
        "rest_share",
        "layout_span",
        "resampled_by_layout_low95",
        "resampled_by_layout_high95",
        "looks",
        "aligned_forks",
        "aligned_speedup",
        "aligned_low95",
        "aligned_high95",
        "aligned_flagged",
        "numeric_class",
        "largest_ulps",
        "largest_difference",
        "code_class",
        "code_features",
        "baseline_code_bytes",
        "candidate_code_bytes",
        "warnings"
    };

    /** Of runs that {@code count} was asked about. */
    private static final List<String> COUNTED = List.of(
            "baseline_instructions", "candidate_instructions", "baseline_vector_share", "candidate_vector_share");

    private CsvReport() {}

    /** Of several runs, one after the other. */
    public static String of(List<Run> runs) {
        StringBuilder text = new StringBuilder();
        boolean counted = runs.stream().anyMatch(run -> run.instructions() != null);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(Stream.concat(Arrays.stream(HEAD), counted ? COUNTED.stream() : Stream.empty())
                        .toArray(String[]::new))
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
                    Optional<Run.Code> code = run.code(row.workload(), row.candidate());
                    List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(
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
                            row.fdrPValue(),
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
                            of(row.spread(), Comparison.Spread::fork),
                            of(row.spread(), Comparison.Spread::placement),
                            of(row.spread(), Comparison.Spread::baselineLayout),
                            of(row.spread(), Comparison.Spread::candidateLayout),
                            of(row.spread(), Comparison.Spread::rest),
                            of(row.spread(), Comparison.Spread::layoutSpan),
                            of(resampled(row), Comparison.Resampled::low),
                            of(resampled(row), Comparison.Resampled::high),
                            of(row.looks(), CsvReport::text),
                            of(row.aligned(), Comparison.Aligned::forks),
                            of(row.aligned(), Comparison.Aligned::speedup),
                            of(row.aligned(), Comparison.Aligned::low),
                            of(row.aligned(), Comparison.Aligned::high),
                            of(row.aligned(), Comparison.Aligned::flagged),
                            numerics.map(each -> each.numericClass().label()).orElse(null),
                            numerics.map(Run.Numerics::largestUlps).orElse(null),
                            numerics.map(Run.Numerics::largestDifference).orElse(null),
                            code.map(each -> each.codeClass().label()).orElse(null),
                            code.map(each -> Format.printable(String.join(" ", each.features())))
                                    .orElse(null),
                            code.map(Run.Code::baselineBytes).orElse(null),
                            code.map(Run.Code::candidateBytes).orElse(null),
                            row.warnings().stream()
                                    .map(Warning::kind)
                                    .map(Enum::name)
                                    .collect(Collectors.joining(" "))));
                    if (counted) {
                        cells.addAll(instructions(run, row));
                    }
                    csv.printRecord(cells);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<@Nullable Object> instructions(Run run, Comparison row) {
        List<Optional<InstructionCount>> counts = Stream.of(row.baseline(), row.candidate())
                .map(variant -> Optional.ofNullable(run.instructions()).flatMap(all -> all.of(row.workload(), variant)))
                .toList();
        List<@Nullable Object> cells = new ArrayList<>();
        counts.forEach(count -> cells.add(count.map(InstructionCount::perUnit).orElse(null)));
        counts.forEach(count -> cells.add(
                count.flatMap(each -> Optional.ofNullable(each.vectorShare())).orElse(null)));
        return cells;
    }

    private static <T> @Nullable Object of(@Nullable T part, Function<T, Object> field) {
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
