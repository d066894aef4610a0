// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Adding a kernel is adding one file, as CONTRIBUTING.md says; one that is not done yet is in nobody's way. */
@Tag("slow")
class NewKernelTest {
    private static final String BLANKS =
            """
            // SPDX-License-Identifier: Apache-2.0
            // Counts the blanks of a text, one byte a step.
            // v3 compares and adds 32 bytes at once where v2 does 16.
            #include <string.h>

            #include "inputs.h"
            #include "marchmark.h"

            enum { TEXT, COUNT };

            static void run(const struct mm_data *data, uint64_t step) {
              const char *text = mm_at(data, TEXT, step);
              uint64_t blanks = 0;
              for (size_t i = 0; i < data->n; i++) blanks += text[i] == ' ';
              *(uint64_t *)mm_at(data, COUNT, step) = blanks;
            }

            MM_CODE(.run = run);

            static int shape(uint64_t bytes, struct mm_shape *shape) {
              *shape = (struct mm_shape){.n = bytes,
                                         .work = bytes,
                                         .instances = 1,
                                         .buffer = {[TEXT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                                    [COUNT] = {sizeof(uint64_t), MM_OUTPUT, MM_BYTES, 0}}};
              return 1;
            }

            static void fill(const struct mm_data *data, uint64_t seed) {
              for (uint64_t i = 0; i < data->instances; i++) mm_text(mm_at(data, TEXT, i), data->n, seed + i);
            }

            static void reference(const struct mm_data *data, uint64_t step) {
              const char *text = mm_at(data, TEXT, step), *end = text + data->n;
              uint64_t *count = mm_at(data, COUNT, step);
              *count = 0;
              for (const char *p = text; (p = memchr(p, ' ', (size_t)(end - p))) != NULL; p++) ++*count;
            }

            MM_WORKLOAD(.summary = "count the blanks of a text", .unit = "byte", .shape = shape, .fill = fill,
                        .reference = reference);
            """;

    @Test
    void oneFileAppearsInListVerifyRunAndReport() {
        Project project = Project.own("new kernel");
        project.plant("kernels/text/extra", BLANKS);

        assertThat(new Program(project).run("list").requireCode(0).out())
                .containsPattern("  kernels/text/extra +count the blanks of a text\n");

        assertThat(new Program(project)
                        .run("verify", "-w", "extra", "-v", "v1-O2,v2-O2,v3-O2")
                        .requireCode(0)
                        .out())
                .contains("1 workload, 3 variants: 0 of 3 failed");

        Program.Outcome run = new Program(project)
                .run("run", "-w", "text/ex*", "--forks", "2")
                .requireCode(0);
        assertThat(run.table().lines()).anyMatch(line -> line.matches("text/extra" + RunTest.ROW));

        String folder = project.runs().get(0).toString();
        assertThat(new Program(project).run("report", folder).requireCode(0).out())
                .isEqualTo(run.table());
        assertThat(new Program(project)
                        .run("report", "--as", "csv", folder)
                        .requireCode(0)
                        .out())
                .contains("kernels/text/extra");
    }

    /** One has no reference, the other one no v3. */
    @Test
    void kernelThatDoesNotCompileKeepsNobodyFromTheOthers() {
        Project project = Project.own("broken kernels");
        project.plant("kernels/text/broken", BLANKS.replace("uint64_t blanks = 0;", "uint64_t blanks = ;"));
        project.plant("kernels/text/half", BLANKS + "\n#ifdef __AVX2__\n#error no AVX2 here\n#endif\n");

        Program.Outcome run = new Program(project)
                .run("run", "-w", "crc32,broken,half", "--forks", "2")
                .requireCode(1);
        assertThat(run.table().lines())
                .anyMatch(line -> line.matches("checksum/crc32" + RunTest.ROW))
                .noneMatch(line -> line.matches("text/(broken|half)" + RunTest.ROW));
        String table = run.table().replaceAll("\n +", " ");
        assertThat(table)
                .containsPattern(
                        "text/broken: kernels/text/broken\\.c: .*broken\\.c:[0-9]+:[0-9]+: error: expected expression");
        assertThat(table)
                .containsPattern("text/half, v3-O2: kernels/text/half\\.c:[0-9]+:[0-9]+: error: #error no AVX2");
        String folder = project.runs().get(0).toString();
        assertThat(new Program(project).run("report", folder).requireCode(0).out())
                .isEqualTo(run.table());
        RecomputeTest.recompute(project.runs().get(0)).requireCode(0);

        assertThat(new Program(project).run("list").requireCode(0).out())
                .containsPattern("  kernels/text/broken +can't be built: kernels/text/broken\\.c:")
                .containsPattern("  kernels/text/half +count the blanks of a text\n");
        assertThat(new Program(project)
                        .run("verify", "-w", "crc32,broken,half", "-v", "v2-O2,v3-O2")
                        .requireCode(1)
                        .out())
                .contains("FAILED kernels/text/broken: ", "FAILED kernels/text/half, v3-O2: ")
                .contains("3 workloads, 2 variants: 2 of 6 failed");
        assertThat(new Program(project)
                        .run("run", "-w", "broken")
                        .requireCode(4)
                        .err())
                .contains("the native build failed:\n  kernels/text/broken.c:");
    }
}
