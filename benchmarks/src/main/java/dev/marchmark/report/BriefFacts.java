// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.Shortlist;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.NumericClass;
import dev.marchmark.model.Run;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a decision must weigh beside speed: costs, what is not known, and how it was measured.
 *
 * @param rows of the candidate
 */
record BriefFacts(Run run, Summary summary, String baseline, String candidate, List<Comparison> rows) {

    /** What it costs. */
    List<String> costs(List<Shortlist.Entry> packages) {
        List<String> costs = new ArrayList<>();
        List<SourcePackage> built = packages.stream()
                .map(Shortlist.Entry::of)
                .filter(of ->
                        of.build(baseline).isPresent() && of.build(candidate).isPresent())
                .toList();
        if (!built.isEmpty()) {
            costs.add(size(
                    "library",
                    "libraries",
                    built.stream()
                            .mapToLong(of -> build(of, baseline).codeBytes())
                            .toArray(),
                    built.stream()
                            .mapToLong(of -> build(of, candidate).codeBytes())
                            .toArray()));
            costs.add("A further build: "
                    + Format.fixed(
                            built.stream()
                                    .mapToDouble(of -> build(of, candidate).cpuSeconds())
                                    .sum(),
                            0)
                    + " s of CPU time for the packages above together; " + baseline + " took "
                    + Format.fixed(
                            built.stream()
                                    .mapToDouble(of -> build(of, baseline).cpuSeconds())
                                    .sum(),
                            0)
                    + " s. Storing, mirroring, testing and supporting a second set is not in it.");
        } else {
            List<Run.Code> code = run.code().stream()
                    .filter(of -> of.variant().equals(candidate))
                    .toList();
            costs.add(
                    code.isEmpty()
                            ? "Code size: not known, as the host has no objdump."
                            : size(
                                    "workload",
                                    "workloads",
                                    code.stream()
                                            .mapToLong(Run.Code::baselineBytes)
                                            .toArray(),
                                    code.stream()
                                            .mapToLong(Run.Code::candidateBytes)
                                            .toArray()));
            costs.add("Build time: recorded for packages only.");
        }
        costs.add("Results: " + results());
        return costs;
    }

    private String results() {
        List<NumericClass> known = run.numerics().stream()
                .filter(of -> of.variant().equals(candidate))
                .map(Run.Numerics::numericClass)
                .toList();
        long differing =
                known.stream().filter(of -> of != NumericClass.IDENTICAL).count();
        if (differing > 0) {
            return differing + " of " + Format.count(rows.size(), "workload", "workloads")
                    + (differing == 1 ? " computes" : " compute")
                    + " other last digits, as products and sums are fused where the level allows it.";
        }
        return known.isEmpty()
                ? "not compared bit by bit."
                : "the same, bit by bit, of all that were compared: "
                        + Format.count(known.size(), "workload", "workloads") + ".";
    }

    private static SourcePackage.Build build(SourcePackage of, String variant) {
        return of.build(variant).orElseThrow();
    }

    private static String size(String one, String many, long[] before, long[] after) {
        double[] changes = new double[before.length];
        Arrays.setAll(changes, i -> (double) after[i] / Math.max(1, before[i]) - 1);
        double all = (double) Arrays.stream(after).sum()
                / Math.max(1, Arrays.stream(before).sum());
        return "Code size: " + Format.signedPercent(all - 1) + " over " + Format.count(before.length, one, many)
                + (before.length == 1
                        ? "."
                        : ", each from "
                                + Format.signedPercent(
                                        Arrays.stream(changes).min().orElse(0))
                                + " to "
                                + Format.signedPercent(
                                        Arrays.stream(changes).max().orElse(0))
                                + ".");
    }

    /** Hosts that have the baseline's level and lack the candidate's. */
    List<BriefReport.Excluded> excluded() {
        int from = level(baseline);
        int to = level(candidate);
        return Template.resource("excluded-hosts.tsv")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> Integer.parseInt(cells[0]) > from && Integer.parseInt(cells[0]) <= to)
                .map(cells -> new BriefReport.Excluded(cells[1], cells[2]))
                .toList();
    }

    private int level(String variant) {
        return run.variants().stream()
                .filter(of -> of.name().equals(variant))
                .mapToInt(Variant::level)
                .findFirst()
                .orElse(1);
    }

    /** What it does not tell. */
    List<String> unknown() {
        long open = Answer.count(rows, Verdict.INCONCLUSIVE);
        return Stream.of(
                        "Other machines: this is one host and one boot of it. Another CPU, another cloud, even another"
                                + " machine of this type may differ.",
                        "Other code: a mean over these workloads is no sample of a distribution or of a service.",
                        "Code that chooses by what the CPU is while it runs, the C library included, is the same on both"
                                + " sides and gains nothing.",
                        "Other compilers, options and sizes of data than those below; energy.",
                        open == 0
                                ? null
                                : open + " of " + Format.count(rows.size(), "workload", "workloads")
                                        + ": more processes could tell.",
                        run.failures().isEmpty()
                                ? null
                                : Format.count(
                                        run.failures().size(),
                                        "failure: what it names was not measured.",
                                        "failures: what they name was not measured."))
                .filter(Objects::nonNull)
                .toList();
    }

    /** How it was measured. */
    String method() {
        return "Both builds are loaded into one process and run in turns of fractions of a millisecond on the same memory, in "
                + run.settings().forks()
                + " processes a row that each draw memory placement and code layout anew. Intervals are Student's t over"
                + " processes, at 95 %; a row's results are verified before and after.";
    }

    /** What was asked for, and of what both sides were made. */
    List<String> builds() {
        List<String> builds = new ArrayList<>(List.of(Headline.run(run) + ", marchmark " + run.marchmark()));
        run.variants().stream()
                .filter(variant ->
                        variant.name().equals(baseline) || variant.name().equals(candidate))
                .forEach(variant ->
                        builds.add(variant.name() + ": " + variant.compilerVersion() + ", " + variant.flags()));
        return builds;
    }
}
