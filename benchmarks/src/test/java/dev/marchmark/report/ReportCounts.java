// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts whose reports are compared with golden files. */
final class ReportCounts {
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private ReportCounts() {}

    /** By valgrind, with something that it could not count. */
    static InstructionCounts emulated() {
        return counts(
                "valgrind-3.19.0",
                List.of(
                        count(TestRuns.CRC32, "v2-O2", 2_359_296, 0L, null),
                        count(TestRuns.CRC32, "v3-O2", 2_293_760, 0L, null),
                        count(TestRuns.DGEMM, "v2-O2", 9_437_184, 4_194_304L, null),
                        count(TestRuns.DGEMM, "v3-O2", 3_145_728, 2_097_152L, null),
                        count(TestRuns.QUICKSORT, "v2-O2", 123_456_789, null, null)),
                List.of(
                        new Run.Failure(TestRuns.EMPTY, null, "its reference can't be built"),
                        new Run.Failure(
                                TestRuns.HALF_TO_FLOAT, "v3-O2", "computes something else than the reference")));
    }

    /** By the CPU. */
    static InstructionCounts byCpu() {
        return counts(
                "hardware counters",
                List.of(
                        count(
                                TestRuns.CRC32,
                                "v2-O2",
                                2_359_296,
                                null,
                                new InstructionCount.Cycles(900_000, 1_100_000)),
                        count(TestRuns.CRC32, "v3-O2", 2_293_760, null, new InstructionCount.Cycles(0, 1_000_000)),
                        count(
                                TestRuns.DGEMM,
                                "v2-O2",
                                9_437_184,
                                null,
                                new InstructionCount.Cycles(3_000_000, 3_100_000)),
                        count(
                                TestRuns.DGEMM,
                                "v3-O2",
                                3_145_728,
                                null,
                                new InstructionCount.Cycles(2_000_000, 2_000_001))),
                List.of());
    }

    /** With a text from anywhere in every place for one. */
    static InstructionCounts hostile() {
        List<InstructionCount> counts = new ArrayList<>();
        for (InstructionCount each : emulated().counts()) {
            counts.add(new InstructionCount(
                    each.workload() + ReportRuns.HOSTILE,
                    each.variant() + ReportRuns.HOSTILE,
                    each.librarySha256(),
                    each.unit() + ReportRuns.HOSTILE,
                    each.work(),
                    each.runs(),
                    each.instructions(),
                    each.packed(),
                    each.asksCpu(),
                    each.features(),
                    each.cycles()));
        }
        return new InstructionCounts(
                "small" + ReportRuns.HOSTILE,
                "valgrind" + ReportRuns.HOSTILE,
                List.of("v2-O2" + ReportRuns.HOSTILE, "v3-O2" + ReportRuns.HOSTILE),
                counts,
                List.of(new Run.Failure("x" + ReportRuns.HOSTILE, "y" + ReportRuns.HOSTILE, "z" + ReportRuns.HOSTILE)));
    }

    /** A run of which all that was asked for is counted but for some rows. */
    static Run run() {
        return ReportRuns.normal().withInstructions(emulated());
    }

    private static InstructionCounts counts(String counter, List<InstructionCount> counts, List<Run.Failure> failures) {
        return new InstructionCounts("small", counter, TestRuns.V2_V3, counts, failures);
    }

    private static InstructionCount count(
            String workload,
            String variant,
            long instructions,
            @Nullable Long packed,
            InstructionCount.@Nullable Cycles cycles) {
        String unit = TestRuns.workload(workload).unit();
        List<InstructionCount.Executed> features = packed == null ? null : features(variant, instructions);
        return new InstructionCount(
                workload,
                variant,
                SHA256,
                unit,
                16_384,
                64,
                instructions,
                packed,
                packed == null ? null : packed / 32_768,
                features,
                cycles);
    }

    private static List<InstructionCount.Executed> features(String variant, long instructions) {
        return InstructionCount.Executed.of(
                variant.equals("v3-O2")
                        ? Map.of("AVX", instructions / 4, "FMA", instructions / 2000, "POPCNT", 1L)
                        : Map.of("POPCNT", 2L));
    }
}
