// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.PlantedRoot.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs as Go's linker leaves them with -s: neither symbols nor unwind entries, but a table of functions. */
class GoFunctionsTest {
    @TempDir
    private Path folder = Path.of("");

    /** With that version, number of functions, and first address. */
    static Path program(Path folder, String version, String count, String text) {
        Path object = Assembled.object(
                folder,
                """
                .text
                .globl begin
                begin: blsr %%eax,%%ebx
                ret
                .p2align 5, 0xcc
                second: vpaddd %%ymm0,%%ymm1,%%ymm2
                ret
                .p2align 5, 0xcc
                end:
                .section .gopclntab,"a",@progbits
                table:
                .long %s
                .byte 0, 0, 1, 8
                .quad %s, 0, %s, names - table, 0, 0, 0, functions - table
                names: .byte 0
                first_name: .asciz "main.first"
                second_name: .asciz "main.second"
                functions:
                .long begin - begin, one - functions, second - begin, two - functions, end - begin
                one: .long begin - begin, first_name - names
                two: .long second - begin, second_name - names
                """
                        .formatted(version, count, text));
        Path program = folder.resolve("program");
        Assembled.run("ld", "-s", "-e", "begin", "-o", program.toString(), object.toString());
        return program;
    }

    @ParameterizedTest
    @CsvSource({"0xfffffff0", "0xfffffff1"})
    void functionsHaveTheBordersAndNamesOfTheTable(String version) {
        FileAudit audit = Assembled.audit(program(folder, version, "2", "begin"));
        assertThat(audit.functions()).extracting(FunctionAudit::name).containsExactly("main.first", "main.second");
        assertThat(audit.functions().get(0).counts().features()).isEqualTo(Map.of("BMI1", 1L));
        assertThat(audit.functions().get(1).counts().features()).isEqualTo(Map.of("AVX2", 1L));
        assertThat(audit.unreadBytes()).isZero();
    }

    /** Then only what the entry leads to is found. */
    @ParameterizedTest
    @CsvSource({"0xfffffffb, 2, begin", "0xfffffff1, 2, 0", "0xfffffff1, -1, begin", "0xfffffff1, 0xfffffff, begin"})
    void tableOfAnotherVersionOrADamagedOneIsLeftAlone(String version, String count, String text) {
        FileAudit audit = Assembled.audit(program(folder, version, count, text));
        assertThat(audit.functions()).extracting(FunctionAudit::name).containsExactly("_start");
        assertThat(audit.total().features()).isEqualTo(Map.of("BMI1", 1L));
    }

    @Test
    void programIsNotTakenForAssembly() {
        PlantedRoot root = PlantedRoot.in(folder);
        root.put(program(folder, "0xfffffff1", "2", "begin"), "usr/bin/program");
        root.install("program", "1", "/usr/bin/program");
        assertThat(named(root.scan(), "program").code().withoutUnwind()).isZero();
        assertThat(named(root.scan(), "program").code().mostlyAssembly()).isFalse();
    }
}
