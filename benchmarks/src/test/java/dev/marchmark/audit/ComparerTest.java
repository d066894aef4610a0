// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.BuildComparison.FunctionChange;
import dev.marchmark.model.BuildComparison.Rest;
import dev.marchmark.model.CodeChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another build makes of a function. */
class ComparerTest {
    @TempDir
    private Path folder = Path.of("");

    private BuildComparison compare(String baseline, String candidate) throws Exception {
        Path one = Files.createDirectories(folder.resolve("baseline"));
        Path other = Files.createDirectories(folder.resolve("candidate"));
        return Audits.compare(Assembled.library(one, baseline), Assembled.library(other, candidate));
    }

    private FunctionChange change(String baseline, String candidate) throws Exception {
        BuildComparison comparison =
                compare(function("f", baseline.split("; ", -1)), function("f", candidate.split("; ", -1)));
        assertThat(comparison.functions()).hasSize(1);
        return comparison.functions().get(0);
    }

    @Test
    void codeThatOnlyLiesElsewhereIsIdentical() throws Exception {
        String loop = "lea table(%rip),%rdx; 1: decl %eax; jne 1b; call g";
        String data = ".data\ntable: .quad 1\n.text\n";
        String moved = function("first", "nop", "nop", "nop")
                + data.replace(".quad", ".skip 64\n.quad")
                + function(
                        "f",
                        loop.replace("1: decl", "nopw 0(%rax,%rax,1); .p2align 5; 1: decl")
                                .split("; ", -1))
                + function("g", "nop");
        BuildComparison comparison = compare(data + function("f", loop.split("; ", -1)) + function("g", "nop"), moved);
        assertThat(comparison.functions())
                .extracting(FunctionChange::change)
                .containsExactly(CodeChange.IDENTICAL, CodeChange.IDENTICAL);
        assertThat(comparison.onlyBaseline()).isEmpty();
        assertThat(comparison.onlyCandidate()).containsExactly("first");
    }

    @Test
    void branchToAnotherInstructionIsNotIdentical() throws Exception {
        assertThat(change("1: decl %eax; 2: decl %eax; jne 1b", "1: decl %eax; 2: decl %eax; jne 2b")
                        .change())
                .isNotEqualTo(CodeChange.IDENTICAL);
        assertThat(change("lock incl (%rdi)", "incl (%rdi)").change()).isNotEqualTo(CodeChange.IDENTICAL);
    }

    @Test
    void otherRegistersAndStackSlotsAreRegistersOnly() throws Exception {
        assertThat(change("mov 8(%rsp),%eax; add %r8d,%eax", "mov 0x10(%rsp),%ecx; add %edx,%ecx")
                        .change())
                .isEqualTo(CodeChange.REGISTERS);
        assertThat(change("addsd %xmm1,%xmm2", "addsd %xmm3,%xmm4").change()).isEqualTo(CodeChange.REGISTERS);
        // Half the width is another instruction.
        assertThat(change("add %eax,%ecx", "add %rax,%rcx").change()).isEqualTo(CodeChange.SCALAR);
    }

    @Test
    void otherInstructionsForTheSameStepsAreScalar() throws Exception {
        FunctionChange shift = change(
                "mov %esi,%ecx; shl %cl,%edi; test %edi,%edi; je 1f; 1: nop",
                "shlx %esi,%edi,%edi; test %edi,%edi; je 1f; 1: nop");
        assertThat(shift.change()).isEqualTo(CodeChange.SCALAR);
        assertThat(shift.features()).isEqualTo(Map.of("BMI2", 1L));
        assertThat(shift.candidateBytes()).isPositive().isNotEqualTo(shift.baselineBytes());
        assertThat(change("mulsd %xmm1,%xmm0; addsd %xmm2,%xmm0", "vfmadd213sd %xmm2,%xmm1,%xmm0")
                        .change())
                .isEqualTo(CodeChange.SCALAR);
    }

    @Test
    void widerRegistersAreWiderVectorsOnlyWhereThereWereVectors() throws Exception {
        assertThat(change("movups (%rdi),%xmm0; addps %xmm0,%xmm0", "vmovups (%rdi),%ymm0; vaddps %ymm0,%ymm0,%ymm0")
                        .change())
                .isEqualTo(CodeChange.WIDER);
        assertThat(change("movss (%rdi),%xmm0; addss %xmm0,%xmm0", "vmovups (%rdi),%ymm0; vaddps %ymm0,%ymm0,%ymm0")
                        .change())
                .isEqualTo(CodeChange.VECTORISED);
        assertThat(change("movss (%rdi),%xmm0; addss %xmm0,%xmm0", "vmovups (%rdi),%xmm0; vaddps %xmm0,%xmm0,%xmm0")
                        .change())
                .isEqualTo(CodeChange.VECTORISED);
        // Copies of structures are on vectors before; clearing a register is no vectorised code.
        assertThat(change("movups (%rdi),%xmm0; movups %xmm0,(%rsi)", "vmovdqu (%rdi),%ymm0; vmovdqu %ymm0,(%rsi)")
                        .change())
                .isEqualTo(CodeChange.WIDER);
        assertThat(change("pxor %xmm0,%xmm0", "vxorps %xmm0,%xmm0,%xmm0").change())
                .isEqualTo(CodeChange.SCALAR);
    }

    @Test
    void minimumOfSingleNumbersByVectorInstructionsIsScalar() throws Exception {
        String chosen = "mov (%rdi),%eax; cmp %eax,%esi; cmovb %esi,%eax; mov %eax,(%rdi)";
        assertThat(change(
                                chosen,
                                "vmovd (%rdi),%xmm0; vmovdqa 0x10(%rip),%xmm1; vpminud %xmm1,%xmm0,%xmm0;"
                                        + " vpsubd %xmm0,%xmm1,%xmm1; vmovd %xmm0,(%rdi)")
                        .change())
                .isEqualTo(CodeChange.SCALAR);
        assertThat(change(chosen, "vmovdqu (%rdi),%xmm0; vpminud %xmm1,%xmm0,%xmm0; vmovdqu %xmm0,(%rdi)")
                        .change())
                .isEqualTo(CodeChange.VECTORISED);
    }

    @Test
    void otherFlowWithoutVectorsIsAnotherStructure() throws Exception {
        assertThat(change("test %eax,%eax; je 1f; inc %eax; 1: nop", "xor %ecx,%ecx; cmovne %ecx,%eax")
                        .change())
                .isEqualTo(CodeChange.STRUCTURE);
    }

    @Test
    void staticFunctionsOfOneNameAreComparedInOrder() throws Exception {
        String two = function("same", "nop").replace(".globl same", ".local same") + ".text\n"
                + function("main", "call same");
        String first =
                two + ".type again, @function\nagain: .cfi_startproc\nlahf\nret\n.cfi_endproc\n.size again, .-again\n";
        assertThat(compare(first, first).functions())
                .hasSize(3)
                .allMatch(function -> function.change() == CodeChange.IDENTICAL);
    }

    @Test
    void codeWithoutANameIsNotComparedAndCounted() throws Exception {
        String nameless = ".cfi_startproc\nblsr %eax,%ebx\nret\n.cfi_endproc\n";
        String loose = ".globl by_hand\nby_hand: blsr %eax,%ebx\nret\n";
        BuildComparison comparison = compare(function("f", "nop"), function("f", "nop") + nameless + loose);
        assertThat(comparison.functions())
                .extracting(FunctionChange::name)
                .as("unwind entries tell borders, symbols names")
                .containsExactly("f");
        assertThat(comparison.baselineRest()).isEqualTo(new Rest(0, 0, 0));
        assertThat(comparison.candidateRest().functions()).isEqualTo(1);
        assertThat(comparison.candidateRest().bytes()).isEqualTo(6);
        assertThat(comparison.candidateRest().otherBytes()).isBetween(6L, 6 + 16L);
    }

    @Test
    void fileThatCannotBeReadIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no code, but long enough to be one: ".repeat(3));
        assertThatThrownBy(() -> Audits.compare(text, text))
                .isInstanceOf(AuditException.class)
                .hasMessage(text + " is no ELF file");
        Path archive = Files.writeString(folder.resolve("liba.a"), "!<arch>\n");
        assertThatThrownBy(() -> Audits.compare(archive, archive))
                .hasMessage(archive + " is a package or a static library: unpack it, and name one ELF file of it");
    }
}
