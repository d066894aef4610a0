// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Audit;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.BuildComparison.Rest;
import dev.marchmark.model.CodeChange;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audits whose reports are compared with golden files. */
final class ReportAudits {
    private static final CodeCounts PLAIN = new CodeCounts(12, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
    private static final CodeCounts WIDE = new CodeCounts(
            12_345_678, 2_345_678, 12, 345_678, 0, 3, 7, 1, 9, 345_000, 0, Map.of("AVX2", 345_678L, "AES", 3L));

    private ReportAudits() {}

    static Audit several() {
        return new Audit(
                List.of(
                        file(
                                "libchoosing.so.1",
                                "x86-64-v2",
                                List.of(
                                        new FunctionAudit("plain", 0x1000, PLAIN, false, List.of()),
                                        new FunctionAudit("sum_avx2", 0x2000, WIDE, true, List.of("avx2")),
                                        new FunctionAudit(ReportRuns.HOSTILE, 0x3000, WIDE, false, List.of()))),
                        file(
                                "libplain.so." + ReportRuns.HOSTILE,
                                null,
                                List.of(new FunctionAudit("plain", 0x1000, PLAIN, false, List.of())))),
                List.of(new Audit.Failure("cut.so" + ReportRuns.HOSTILE, "ends within the ELF header: it is cut off")));
    }

    private static FileAudit file(String name, @Nullable String isa, List<FunctionAudit> functions) {
        CodeCounts all = functions.stream().map(FunctionAudit::counts).reduce(CodeCounts.NONE, CodeCounts::plus);
        return new FileAudit(
                name,
                "shared library",
                "0123456789abcdef".repeat(4),
                isa,
                List.of(new FileAudit.FlagSet("-O2 -march=x86-64-v2", 2), new FileAudit.FlagSet("-O3", 1)),
                functions.size() > 1 ? 2 : 0,
                0,
                all.bytes() + 99,
                all,
                CodeCounts.NONE,
                99,
                functions);
    }

    static BuildComparison comparison() {
        return new BuildComparison(
                "build/v2/liba.so",
                "build/v3/liba.so",
                List.of(
                        new FunctionChange("same", CodeChange.IDENTICAL, 100, 100, Map.of()),
                        new FunctionChange("shift", CodeChange.SCALAR, 40, 32, Map.of("BMI2", 3L)),
                        new FunctionChange(
                                "a_function_with_a_name_that_goes_on_and_on",
                                CodeChange.WIDER,
                                1000,
                                1100,
                                Map.of("AVX", 80L, "AVX2", 120L, "FMA", 12L, "F16C", 4L)),
                        new FunctionChange(ReportRuns.HOSTILE, CodeChange.STRUCTURE, 7, 9, Map.of())),
                List.of("gone"),
                List.of("n1", "n2", "n3", "n4", "n5", "n6"),
                new Rest(12, 3456, 78),
                new Rest(0, 0, 0));
    }
}
