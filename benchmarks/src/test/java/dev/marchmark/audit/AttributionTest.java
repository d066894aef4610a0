// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To which function code belongs, and what is no code. */
class AttributionTest {
    /** Decoded, it would be AVX: c5 f5 fe c0 is vpaddd %ymm0,%ymm1,%ymm0. */
    private static final String LOOKS_LIKE_CODE = ".rept 8\n.byte 0xc5,0xf5,0xfe,0xc0\n.endr\n";

    private static final String ASSEMBLY = function("caller", "call hidden", "call worker", "vpaddd %ymm0,%ymm1,%ymm2")
            + LOOKS_LIKE_CODE
            // As NASM leaves it: a name without size and without unwind information.
            + ".hidden worker\n.globl worker\n.type worker, @function\nworker: test %eax,%eax\njne 1f\nmovbe (%rax),%ebx\n"
            + "ret\n" + LOOKS_LIKE_CODE + "1: lzcnt %eax,%ebx\njmp 2f\n" + LOOKS_LIKE_CODE
            + "2: blsr %eax,%ebx\nret\n" + LOOKS_LIKE_CODE
            + "hidden: shlx %eax,%ebx,%ecx\njmp hidden\n" + LOOKS_LIKE_CODE;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void dataInTextIsNotCountedAndAssemblyWithoutSizeIs() {
        FileAudit audit = Assembled.audit(Assembled.library(folder, ASSEMBLY));
        assertThat(function(audit, "caller").counts().features()).isEqualTo(Map.of("AVX2", 1L));
        // A local name without type is no border: what follows worker's end and is jumped to counts as its own.
        assertThat(function(audit, "worker").counts().features())
                .isEqualTo(Map.of("MOVBE", 1L, "LZCNT", 1L, "BMI1", 1L, "BMI2", 1L));
        assertThat(audit.unattributed().instructions()).isZero();
        assertThat(audit.total().invalid()).isZero();
        assertThat(audit.unreadBytes()).isGreaterThanOrEqualTo(5 * 32).isLessThan(5 * 32 + 32);
    }

    @Test
    void strippedLibraryKeepsCodeThatFunctionsJumpToAsUnattributed() {
        FileAudit audit = Assembled.audit(Assembled.library(folder, ASSEMBLY, "-s"));
        assertThat(function(audit, "caller").counts().features()).isEqualTo(Map.of("AVX2", 1L));
        assertThat(audit.functions()).extracting(FunctionAudit::name).containsExactly("caller");
        assertThat(audit.unattributed().features()).isEqualTo(Map.of("MOVBE", 1L, "LZCNT", 1L, "BMI1", 1L, "BMI2", 1L));
        assertThat(audit.total().invalid()).isZero();
    }

    @Test
    void unwindInformationEndsTheCodeOfASymbolThatCountsItsTexts() {
        String options =
                ".text\n.globl options\n.type options, @function\noptions:\n.cfi_startproc\nret\n.cfi_endproc\n"
                        + LOOKS_LIKE_CODE + ".size options, .-options\n";
        FileAudit audit = Assembled.audit(Assembled.library(folder, options));
        assertThat(audit.total().v3()).isZero();
        assertThat(audit.total().instructions()).isEqualTo(1);
    }

    @Test
    void dataSymbolInsideAFunctionIsNoCode() {
        String table = function(
                "lookup",
                "jmp 1f",
                ".type table, @object",
                "table:",
                LOOKS_LIKE_CODE,
                ".size table, .-table",
                "1: lahf");
        FileAudit audit = Assembled.audit(Assembled.library(folder, table));
        assertThat(function(audit, "lookup").counts().features()).isEqualTo(Map.of("LAHF-SAHF", 1L));
        assertThat(audit.functions()).hasSize(1);
    }

    @Test
    void coldPartsBelongToTheirFunction() {
        String parts = function("sort", "blsr %eax,%ebx")
                + function("sort.cold", "lzcnt %eax,%ebx")
                + function("sort.constprop.0", "movbe (%rax),%ebx")
                + function("sort_other", "lahf");
        FileAudit audit = Assembled.audit(Assembled.library(folder, parts));
        assertThat(audit.functions()).extracting(FunctionAudit::name).containsExactly("sort", "sort_other");
        assertThat(function(audit, "sort").counts().features()).isEqualTo(Map.of("BMI1", 1L, "LZCNT", 1L, "MOVBE", 1L));
    }

    @Test
    void strippedFunctionsHaveTheirAddressForAName() {
        String inner = function("inner", "blsr %eax,%ebx").replace(".globl inner", ".local inner");
        FileAudit audit = Assembled.audit(Assembled.library(folder, function("outer", "lahf") + inner, "-s"));
        assertThat(audit.functions()).hasSize(2);
        FunctionAudit nameless = audit.functions().get(1);
        assertThat(nameless.name()).isEqualTo("@" + Long.toHexString(nameless.address()));
        assertThat(nameless.counts().features()).isEqualTo(Map.of("BMI1", 1L));
    }

    @Test
    void marksOfDispatchAreFound() {
        String code = function("choose", "cpuid", "xor %ecx,%ecx", "xgetbv") + function("sum_avx2", "vzeroupper")
                + function("sum_sse2", "nop") + function("resolver", "xor %eax,%eax")
                + ".globl sum\n.type sum, @gnu_indirect_function\n.set sum, resolver\n";
        FileAudit audit = Assembled.audit(Assembled.library(folder, code));
        assertThat(audit.dispatches()).isTrue();
        assertThat(audit.asksCpu()).isEqualTo(2);
        assertThat(audit.ifuncs()).isEqualTo(1);
        assertThat(function(audit, "choose").asksCpu()).isTrue();
        assertThat(function(audit, "sum_avx2").dispatch()).isEqualTo(List.of("avx2"));
        assertThat(function(audit, "sum").dispatch()).isEqualTo(List.of("ifunc"));
        assertThat(Assembled.audit(Assembled.library(folder, function("plain", "nop")))
                        .dispatches())
                .isFalse();
    }

    @Test
    void objectFilesAreReadWithoutRelocating() {
        String two = function("first", "blsr %eax,%ebx") + ".section .text.second,\"ax\",@progbits\n"
                + function("second", "lzcnt %eax,%ebx").substring(".text\n".length());
        FileAudit audit = Assembled.audit(Assembled.object(folder, two));
        assertThat(audit.kind()).isEqualTo("object");
        assertThat(function(audit, "first").counts().features()).isEqualTo(Map.of("BMI1", 1L));
        assertThat(function(audit, "second").counts().features()).isEqualTo(Map.of("LZCNT", 1L));
    }

    @Test
    void programsAreToldFromLibrariesThatCanBeStarted() {
        String code = function("_start", "nop") + ".section .interp,\"a\"\n.asciz \"/lib64/ld-linux-x86-64.so.2\"\n";
        assertThat(Assembled.audit(Assembled.library(folder, code, "-soname", "libc.so.6", "-e", "_start"))
                        .kind())
                .isEqualTo("shared library");
        assertThat(Assembled.audit(Assembled.library(folder, code, "-e", "_start"))
                        .kind())
                .isEqualTo("executable");
        assertThat(Assembled.audit(Assembled.library(folder, function("f", "nop")))
                        .kind())
                .isEqualTo("shared library");
        Path program = folder.resolve("program");
        Path object = Assembled.object(folder, function("_start", "nop"));
        Assembled.run("ld", "-pie", "--no-dynamic-linker", "-o", program.toString(), object.toString());
        assertThat(Assembled.audit(program).kind()).isEqualTo("executable");
        Assembled.run("ld", "-o", program.toString(), object.toString());
        assertThat(Assembled.audit(program).kind()).isEqualTo("executable");
    }

    @Test
    void levelThatTheLinkerWasToldIsReadFromTheNote() {
        String code = function("f", "nop");
        assertThat(Assembled.audit(Assembled.library(folder, code)).isaNeeded()).isNull();
        assertThat(Assembled.audit(Assembled.library(folder, code, "-z", "x86-64-v3"))
                        .isaNeeded())
                .isEqualTo("x86-64-v3");
    }

    @Test
    void flagsComeFromDebugInformation() {
        Path source = folder.resolve("unit.c");
        Path library = folder.resolve("unit.so");
        Assembled.write(source, "int f(int x) { return x + 1; }\n");
        Assembled.run(
                "gcc",
                "-g",
                "-O3",
                "-march=x86-64-v3",
                "-fPIC",
                "-shared",
                "-o",
                library.toString(),
                source.toString());
        FileAudit audit = Assembled.audit(library);
        assertThat(audit.flags()).hasSize(1);
        assertThat(audit.flags().get(0).flags())
                .startsWith("GNU C")
                .contains(" -march=x86-64-v3")
                .contains(" -O3")
                .doesNotContain("-fPIC");
        assertThat(audit.flags().get(0).units()).isEqualTo(1);
    }
}
