// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Warning.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The runs whose reports are compared with golden files. */
final class ReportRuns {
    private static final List<String> WORKLOADS = List.of(
            TestRuns.CRC32,
            TestRuns.EMPTY,
            TestRuns.QUICKSORT,
            TestRuns.DGEMM,
            TestRuns.HALF_TO_FLOAT,
            TestRuns.DECOMPRESS);

    /** What a terminal, Markdown, HTML or a table might take for its own. */
    static final String HOSTILE =
            "\u001b[31m|<b onclick='x'>`c`</b>\r\n# *_[x](http://y)~\u202e&amp;\\,\"=1+1\t\u0085\u2028"
                    + "long".repeat(40);

    private ReportRuns() {}

    static Run normal() {
        return TestRuns.withCalibration(
                TestRuns.run(WORKLOADS, TestRuns.V2_V3, summary(rows("v3-O2"), List.of())),
                TestCalibrations.calibration(3));
    }

    /** A row for each of these, all alike. */
    static Run of(List<String> workloads) {
        List<Comparison> rows = workloads.stream()
                .map(workload -> TestRows.row(workload, "v3-O2", 1.05212, 0.00021, Verdict.FASTER))
                .toList();
        return TestRuns.run(workloads, TestRuns.V2_V3, summary(rows, List.of()));
    }

    /** Of that row. */
    static Run alone(Comparison row) {
        Summary summary = new Summary(
                List.of(row),
                List.of(new Summary.Mean("", row.candidate(), 1, row.speedup(), row.low(), row.high())),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return TestRuns.run(List.of(row.workload()), TestRuns.V2_V3, summary);
    }

    /** With all that a table to publish may have. */
    static Run published() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode run = mapper.valueToTree(normal());
        ((ObjectNode) run.get("settings")).put("profile", "standard").put("aligned", true);
        ((ObjectNode) run.get("settings"))
                .set("target", mapper.valueToTree(new Settings.Target(0.5, List.of(12, 18, 60), 1.0421)));
        ArrayNode rows = (ArrayNode) run.get("summary").get("comparisons");
        for (int i = 0; i < 2; i++) {
            ObjectNode row = (ObjectNode) rows.get(3 * i);
            row.set("aligned", mapper.valueToTree(new Comparison.Aligned(12, 1.8123, 1.8101, 1.8145, i == 0)));
            row.set(
                    "looks",
                    mapper.valueToTree(List.of(
                            new Comparison.Look(12, 0.0123, Comparison.Decision.GO_ON),
                            new Comparison.Look(
                                    18,
                                    0.00487,
                                    i == 0 ? Comparison.Decision.REACHED : Comparison.Decision.OUT_OF_REACH))));
        }
        return mapper.treeToValue(run, Run.class);
    }

    static Run threeVariants() {
        List<Comparison> rows = new ArrayList<>(rows("v3-O2"));
        rows.add(TestRows.row(TestRuns.CRC32, "v4-O2-debian13", 0.98, 0.0003, Verdict.SLOWER));
        rows.add(TestRows.row(TestRuns.DECOMPRESS, "v4-O2-debian13", 1.5, 0.7, Verdict.INCONCLUSIVE, Kind.FEW_FORKS));
        return TestRuns.run(WORKLOADS, List.of("v2-O2", "v3-O2", "v4-O2-debian13"), summary(rows, List.of()));
    }

    /** With two forks in a row an interval may reach anywhere. */
    static Run troubled() {
        List<Comparison> rows = List.of(
                TestRows.row(TestRuns.CRC32, "v3-O2", 1.052, 0.0021, Verdict.FASTER, Kind.FEW_FORKS, Kind.DISTURBED),
                TestRows.row(TestRuns.DGEMM, "v3-O2", 61, 60.9, Verdict.INCONCLUSIVE, Kind.values()),
                TestRows.row(TestRuns.EMPTY, "v3-O2", 5e12, 4e12, Verdict.FASTER, Kind.DISTURBED));
        List<Warning> warnings = List.of(
                new Warning(Kind.EMULATED, "the CPU is emulated: no time means anything"),
                new Warning(
                        Kind.CONTROL,
                        "4 of 14 rows of the byte copy differ, more than chance explains: do not trust differences as"
                                + " small as theirs"));
        List<Run.Failure> failures = List.of(
                new Run.Failure(TestRuns.QUICKSORT, null, "its fork crashed: SIGSEGV (0xb)"),
                new Run.Failure(
                        TestRuns.HALF_TO_FLOAT,
                        "v3-O2",
                        "step 3: 17 of 4096 values differ from the reference's, the first one at 5: 1.5 instead of 2.5,"
                                + " and more than the declared tolerance"));
        Run run = TestRuns.run(WORKLOADS, TestRuns.V2_V3, summary(rows, warnings));
        return run.ended("2026-11-23T08:04:00Z", Run.Status.INTERRUPTED, failures, "0".repeat(64));
    }

    static Run withoutSummary() {
        return TestRuns.started(WORKLOADS, TestRuns.V2_V3);
    }

    static Run withoutRows() {
        Summary none = new Summary(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        return TestRuns.run(WORKLOADS, TestRuns.V2_V3, none);
    }

    /** The troubled run with something hostile behind every text in it. */
    static Run hostile() {
        return poisoned(TestRuns.withCalibration(troubled(), TestCalibrations.calibration(1)), HOSTILE);
    }

    /** A run with that behind every text in it. */
    static Run poisoned(Run run, String poison) {
        JsonMapper mapper = JsonMapper.shared();
        return mapper.treeToValue(poisoned(mapper.valueToTree(run), poison), Run.class);
    }

    private static JsonNode poisoned(JsonNode node, String poison) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                // What is one of a few words can't be another; of a method's truths a list of such.
                boolean isWords =
                        name.equals("truths") && object.get(name).path(0).isString();
                if (!isWords
                        && !List.of("status", "contrast", "verdict", "kind", "numericClass", "codeClass", "dispatch")
                                .contains(name)) {
                    object.set(name, poisoned(object.get(name), poison));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, poisoned(array.get(i), poison));
            }
        } else if (node instanceof StringNode text) {
            return StringNode.valueOf(text.stringValue() + poison);
        }
        return node;
    }

    private static List<Comparison> rows(String candidate) {
        return List.of(
                TestRows.row(TestRuns.CRC32, candidate, 1.05212, 0.00021, Verdict.FASTER),
                TestRows.row(TestRuns.EMPTY, candidate, 1.0001, 0.0021, Verdict.EQUIVALENT),
                TestRows.row(TestRuns.QUICKSORT, Contrast.VARIANTS, candidate, 0.98765, 0.01, Verdict.SLOWER, 0.02),
                TestRows.row(
                        TestRuns.DGEMM,
                        Contrast.VARIANTS,
                        candidate,
                        12.345,
                        0.04,
                        Verdict.FASTER,
                        0.01,
                        Kind.DISTURBED,
                        Kind.LEVEL_SHIFT),
                TestRows.row(TestRuns.HALF_TO_FLOAT, candidate, 1.9, 0.02, Verdict.FASTER, Kind.LEVEL_SHIFT),
                TestRows.row(TestRuns.DECOMPRESS, candidate, 1.0123, 0.05, Verdict.INCONCLUSIVE, Kind.LONG_SLICES));
    }

    private static Summary summary(List<Comparison> rows, List<Warning> warnings) {
        List<Summary.Mean> means = new ArrayList<>();
        for (String candidate :
                rows.stream().map(Comparison::candidate).distinct().toList()) {
            means.add(new Summary.Mean("kernels/checksum", candidate, 1, 1.05212, 1.05191, 1.05233));
            means.add(new Summary.Mean("kernels/float", candidate, 2, 4.843, 4.81, 4.87));
            means.add(new Summary.Mean("", candidate, rows.size(), 1.8765, 1.871, 1.882));
        }
        List<Summary.Control> controls = new ArrayList<>(List.of(
                new Summary.Control(Contrast.COPY, null, 6, 0, 0.000_123, 0.000_31, 0.000_98),
                new Summary.Control(Contrast.RELINKED, null, 6, 1, 0.0021, 0.0123, 0.0345)));
        for (Summary.Mean mean : means) {
            if (mean.group().isEmpty()) {
                controls.add(new Summary.Control(Contrast.VARIANTS, mean.candidate(), 1, 0, 0.0001, 0.0001, 0.0021));
            }
        }
        List<Summary.CrossCheck> crossChecks = warnings.isEmpty()
                ? List.of()
                : List.of(
                        TestRows.crossCheck(TestRuns.CRC32, 1.051, 1),
                        TestRows.crossCheck(TestRuns.DGEMM, 1.09, 0.004));
        List<Comparison> copies = List.of(
                TestRows.control(TestRuns.CRC32, Contrast.COPY, 1.0001, 0.0004),
                TestRows.control(TestRuns.CRC32, Contrast.RELINKED, 0.9979, 0.004));
        return new Summary(rows, means, controls, copies, warnings, crossChecks);
    }
}
