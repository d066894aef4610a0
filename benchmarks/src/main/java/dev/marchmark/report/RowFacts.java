// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rows of a run's page open to. */
final class RowFacts {
    private static final int HASH_DIGITS = 12;

    private final Run run;
    private final Map<String, List<Summary.CrossCheck>> alone;
    private final Map<String, String> flags;
    private final Map<String, List<Run.LibraryFacts>> libraries;
    private final Map<String, List<Comparison>> controls;

    RowFacts(Run run, Summary summary) {
        this.run = run;
        alone = summary.crossChecks().stream().collect(Collectors.groupingBy(Summary.CrossCheck::workload));
        flags = run.variants().stream().collect(Collectors.toMap(Variant::name, Variant::flags, (one, other) -> one));
        libraries = run.libraries().stream().collect(Collectors.groupingBy(Run.LibraryFacts::workload));
        controls = summary.controlRows().stream().collect(Collectors.groupingBy(Comparison::workload));
    }

    /** One line of it. */
    record Fact(String what, String value) {}

    /** @param strip of its forks, or null where they are not known */
    List<Fact> of(Comparison row, @Nullable ForkStrip strip) {
        List<Fact> facts = new ArrayList<>();
        row.warnings().forEach(warning -> facts.add(new Fact("warning", warning.text())));
        facts.add(new Fact("code", code(row)));
        if (run.instructions() != null) {
            facts.add(new Fact(CountReport.head(run.instructions()), CountReport.cell(run, row)));
        }
        facts.add(new Fact("results", Table.results(run, row)));
        facts.add(new Fact("flags", ofBoth(row, name -> flags.getOrDefault(name, ""))));
        facts.add(new Fact("libraries", ofBoth(row, name -> libraries(row, name))));
        facts.add(new Fact("inputs from", files(row)));
        facts.add(new Fact(
                "a run",
                Format.time(row.baselineNanos()) + " as " + row.baseline() + ", " + Format.time(row.candidateNanos())
                        + " as " + row.candidate()));
        facts.add(new Fact("for all rows", Table.simultaneous(row)));
        facts.add(new Fact("aligned to 64 bytes", Detail.aligned(row)));
        facts.add(new Fact(
                "forks",
                row.forks() + (strip == null ? "" : ", " + strip.range()) + ", SD " + Format.percent(row.forkSd())
                        + "; they see differences from " + Format.percent(row.detectable() - 1) + " on"));
        facts.add(new Fact("layouts", layouts(row.spread())));
        facts.add(new Fact("after the other", order(row.order())));
        facts.add(new Fact(
                "in long slices",
                Format.signedPercent(row.baselineLevelShift()) + " time (" + row.baseline() + "), "
                        + Format.signedPercent(row.candidateLevelShift()) + " (" + row.candidate() + ")"));
        facts.add(new Fact("blocks", row.blocks() + ", " + row.dropped() + " more dropped"));
        facts.add(new Fact("same code", controls(row)));
        facts.add(new Fact("alone", alone(row)));
        facts.removeIf(fact -> fact.value().isEmpty());
        return facts;
    }

    /** What the compiler made of it. */
    private String code(Comparison row) {
        return run.code(row.workload(), row.candidate())
                .map(code ->
                        Table.code(run, row) + ", " + code.baselineBytes() + " to " + code.candidateBytes() + " bytes"
                                + (Table.callsPackage(row)
                                        ? ", of the package's whole library, whatever of it the row calls"
                                        : ""))
                .orElse("");
    }

    /** How many layouts, and the hash of their hashes: all of them would be a third of the page (D69). */
    private String libraries(Comparison row, String variant) {
        List<String> hashes = libraries.getOrDefault(row.workload(), List.of()).stream()
                .filter(library -> library.variant().equals(variant))
                .map(Run.LibraryFacts::sha256)
                .toList();
        return hashes.isEmpty()
                ? ""
                : hashes.size() + " of "
                        + Template.hash(String.join("\n", hashes) + "\n").substring(0, HASH_DIGITS);
    }

    private String files(Comparison row) {
        return run.workloads().stream()
                .filter(workload -> workload.id().equals(row.workload()))
                .flatMap(workload -> workload.files().stream())
                .map(file -> Detail.described(file) + ", " + file.sha256().substring(0, HASH_DIGITS))
                .collect(Collectors.joining("; "));
    }

    private static String ofBoth(Comparison row, Function<String, String> of) {
        return Stream.of(row.baseline(), row.candidate())
                .filter(name -> !of.apply(name).isEmpty())
                .map(name -> name + ": " + of.apply(name))
                .collect(Collectors.joining("; "));
    }

    private static String layouts(Comparison.@Nullable Spread spread) {
        if (spread == null) {
            return "";
        }
        Comparison.Resampled resampled = spread.resampled();
        return "span " + Format.percent(Math.expm1(spread.layoutSpan())) + ", "
                + Math.round(100 * (spread.baselineLayout() + spread.candidateLayout()))
                + " % of the variance; resampled "
                + (resampled == null ? Table.ANYTHING : Table.interval(resampled.low(), resampled.high()));
    }

    private static String order(Comparison.@Nullable Order order) {
        return order == null
                ? ""
                : Format.signedPercent(order.effect()) + " (" + Format.signedPercent(order.low()) + " to "
                        + Format.signedPercent(order.high()) + ")";
    }

    private String controls(Comparison row) {
        return controls.getOrDefault(row.workload(), List.of()).stream()
                .map(control -> (control.contrast() == Contrast.COPY ? "copy " : "linked anew ")
                        + Format.ratio(control.speedup(), (control.high() - control.low()) / 2) + " ("
                        + Table.interval(control.low(), control.high()) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Each variant in forks of its own. */
    private String alone(Comparison row) {
        return alone.getOrDefault(row.workload(), List.of()).stream()
                .filter(check -> check.candidate().equals(row.candidate()))
                .map(check -> Format.ratio(check.speedup(), (check.high() - check.low()) / 2) + " ("
                        + Table.interval(check.low(), check.high()) + ")")
                .collect(Collectors.joining());
    }
}
