// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instructions need, by the manuals: assembled, and decoded again. */
class InstructionTableTest {
    private static final String INSTRUCTIONS =
            """
            v1 BASE: endbr64; pause; nopw 0(%rax,%rax,1); prefetchw (%rax); rdsspq %rax; bnd ret; notrack jmp *%rax
            v1 BASE: cmovne %eax,%ebx; cmpxchg8b (%rdi); fxsave (%rdi); paddd %xmm1,%xmm2; paddd %mm1,%mm2; bsr %rax,%rbx
            v1 BASE: lock incl (%rax); rep movsb; pextrw $1,%xmm0,%eax; pcmpgtd %xmm1,%xmm2; pop %rax; popq 8(%rax); fldt (%rax)
            v1 BASE: bsf %rax,%rbx; cpuid; rdtsc; clflush (%rax); mfence; pmaxsw %xmm1,%xmm2; roll $3,%eax; ud2
            v2 SSE3: addsubps %xmm1,%xmm2; haddpd %xmm1,%xmm2; lddqu (%rax),%xmm1; movddup %xmm1,%xmm2; fisttpl (%rax)
            v2 SSSE3: pshufb %xmm1,%xmm2; palignr $1,%xmm1,%xmm2; pabsd %mm1,%mm2; phaddsw %xmm1,%xmm2; psignw %xmm1,%xmm2
            v2 SSE4.1: pmulld %xmm1,%xmm2; roundsd $1,%xmm1,%xmm2; pextrw $1,%xmm1,(%rax); ptest %xmm1,%xmm2; pinsrq $1,%rax,%xmm1
            v2 SSE4.1: blendvps %xmm0,%xmm1,%xmm2; pmaxuw %xmm1,%xmm2; pminsb %xmm1,%xmm2; movntdqa (%rax),%xmm1; dppd $1,%xmm1,%xmm2
            v2 SSE4.2: crc32b %al,%ebx; crc32q (%rax),%rbx; pcmpestri $1,%xmm1,%xmm2; pcmpistrm $1,%xmm1,%xmm2; pcmpgtq %xmm1,%xmm2
            v2 POPCNT: popcnt %eax,%ebx; popcntw (%rax),%bx
            v2 CMPXCHG16B: lock cmpxchg16b (%rdi)
            v2 LAHF-SAHF: lahf; sahf
            v3 AVX: vaddps %ymm1,%ymm2,%ymm3; vpaddd %xmm1,%xmm2,%xmm3; vzeroupper; vbroadcastss (%rax),%ymm1; vptest %ymm1,%ymm2
            v3 AVX: vpermilps $1,%ymm1,%ymm2; vinsertf128 $1,%xmm1,%ymm2,%ymm3; vmovq %rax,%xmm1; vcvtsi2sd %rax,%xmm1,%xmm2
            v3 AVX2: vpaddd %ymm1,%ymm2,%ymm3; vbroadcastss %xmm1,%ymm1; vpbroadcastd %xmm1,%xmm2; vpgatherdd %xmm1,(%rax,%xmm2),%xmm3
            v3 AVX2: vpermq $1,%ymm1,%ymm2; vextracti128 $1,%ymm1,%xmm2; vpsllvd %xmm1,%xmm2,%xmm3; vpblendd $1,%xmm1,%xmm2,%xmm3
            v3 AVX2: vpmovmskb %ymm1,%eax; vpmovzxbw %xmm1,%ymm2; vmpsadbw $1,%ymm1,%ymm2,%ymm3; vpmaskmovd (%rax),%xmm1,%xmm2
            v3 BMI1: andn %eax,%ebx,%ecx; bextr %eax,%ebx,%ecx; blsi %rax,%rbx; blsr (%rax),%ebx; blsmsk %eax,%ebx
            v3 BMI2: bzhi %eax,%ebx,%ecx; mulx %rax,%rbx,%rcx; rorx $3,%eax,%ebx; shlx %eax,(%rbx),%ecx; pdep %eax,%ebx,%ecx
            v3 F16C: vcvtph2ps %xmm1,%ymm2; vcvtps2ph $1,%xmm1,(%rax)
            v3 FMA: vfmadd213sd %xmm1,%xmm2,%xmm3; vfnmsub231ps (%rax),%ymm2,%ymm3; vfmaddsub132pd %ymm1,%ymm2,%ymm3
            v3 LZCNT: lzcnt %eax,%ebx; lzcntq (%rax),%rbx
            v3 MOVBE: movbe (%rax),%ebx; movbe %rbx,(%rax)
            v4 AVX512F: vpaddd %zmm1,%zmm2,%zmm3; vmovdqu64 %ymm16,(%rax); kmovw %k1,%eax; vaddsd %xmm16,%xmm2,%xmm3; vpternlogd $1,%zmm1,%zmm2,%zmm3
            v4 AVX512F: vcvtps2ph $1,%zmm1,%ymm2; vpermi2d %zmm1,%zmm2,%zmm3; kunpckbw %k1,%k2,%k3; vpcmpltud %zmm1,%zmm2,%k1
            v4 AVX512BW: vpaddb %zmm1,%zmm2,%zmm3; kmovq %k1,%rax; vpcmpeqb %ymm16,%ymm17,%k1; vpsrlw $1,%zmm1,%zmm2; kunpckdq %k1,%k2,%k3
            v4 AVX512DQ: vpmullq %zmm1,%zmm2,%zmm3; vandps %zmm1,%zmm2,%zmm3; kmovb %k1,%eax; vcvtqq2pd %zmm1,%zmm2; vextracti64x2 $1,%zmm1,%xmm2
            v4 AVX512CD: vpconflictd %zmm1,%zmm2; vplzcntq %zmm1,%zmm2
            outside AES: aesenc %xmm1,%xmm2; vaesenc %xmm1,%xmm2,%xmm3; aeskeygenassist $1,%xmm1,%xmm2
            outside PCLMULQDQ: pclmulqdq $1,%xmm1,%xmm2; vpclmulqdq $17,%xmm1,%xmm2,%xmm3
            outside SHA: sha256rnds2 %xmm0,%xmm1,%xmm2; sha1msg1 %xmm1,%xmm2
            outside VAES: vaesenc %ymm1,%ymm2,%ymm3; vaesdec %zmm1,%zmm2,%zmm3
            outside VPCLMULQDQ: vpclmulqdq $1,%ymm1,%ymm2,%ymm3
            outside GFNI: gf2p8mulb %xmm1,%xmm2
            outside AVX-VNNI: {vex} vpdpbusd %ymm1,%ymm2,%ymm3
            outside AVX512_VNNI: vpdpbusd %zmm1,%zmm2,%zmm3
            outside AVX512_IFMA: vpmadd52luq %zmm1,%zmm2,%zmm3
            outside AVX512_VBMI: vpermb %zmm1,%zmm2,%zmm3
            outside AVX512_VBMI2: vpcompressb %zmm1,%zmm2; vpshldd $1,%zmm1,%zmm2,%zmm3
            outside AVX512_BITALG: vpopcntb %zmm1,%zmm2
            outside AVX512_VPOPCNTDQ: vpopcntq %zmm1,%zmm2
            outside AVX512_BF16: vdpbf16ps %zmm1,%zmm2,%zmm3
            outside ADX: adcx %eax,%ebx; adox (%rax),%rbx
            outside RDRAND: rdrand %eax
            outside RDSEED: rdseed %rax
            outside RTM: xbegin 1f; 1: xend; xtest; xabort $1
            outside PKU: rdpkru; wrpkru
            outside XSAVE: xgetbv; xsavec (%rax); xrstor (%rax)
            outside FSGSBASE: rdfsbase %rax
            outside RDTSCP: rdtscp
            outside CLWB: clwb (%rax)
            outside FMA4: vfmaddps %xmm1,%xmm2,%xmm3,%xmm4
            outside XOP: vprotb %xmm1,%xmm2,%xmm3; vpcmov %xmm1,%xmm2,%xmm3,%xmm4
            outside TBM: blsfill %eax,%ebx; bextr $1,%eax,%ebx
            outside SSE4A: movntsd %xmm1,(%rax)
            outside PRIVILEGED: in %dx,%al; cli; rdmsr
            tzcnt TZCNT: tzcnt %eax,%ebx; rep bsf %rax,%rbx
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyFeatureIsToldByItsInstructions() {
        Map<String, String> expected = new LinkedHashMap<>();
        StringBuilder assembly = new StringBuilder();
        INSTRUCTIONS.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            for (String instruction : line.substring(colon + 2).split("(?<!xbegin 1f); ", -1)) {
                String name = "f" + expected.size();
                expected.put(name, line.substring(0, colon) + " " + instruction);
                assembly.append(Assembled.function(name, instruction));
            }
        });
        FileAudit audit = Assembled.audit(Assembled.object(folder, assembly.toString()));
        expected.forEach((name, text) -> {
            String[] words = text.split(" ", 3);
            CodeCounts counts = Assembled.function(audit, name).counts();
            assertThat(counts.invalid()).as(text).isZero();
            long atLevel =
                    switch (words[0]) {
                        case "v1" -> counts.v1() - 1; // without its ret
                        case "v2" -> counts.v2();
                        case "v3" -> counts.v3();
                        case "v4" -> counts.v4();
                        case "tzcnt" -> counts.tzcnt();
                        default -> counts.outside();
                    };
            assertThat(atLevel).as(text).isPositive();
            assertThat(counts.instructions() - counts.v1() + (words[0].equals("v1") ? 1 : 0))
                    .as("only that is needed: %s %s", text, counts)
                    .isEqualTo(atLevel);
            if (!words[1].equals("BASE") && !words[1].equals("TZCNT")) {
                assertThat(counts.features()).as(text).containsExactly(Map.entry(words[1], atLevel));
            } else {
                assertThat(counts.features()).as(text).isEmpty();
            }
        });
    }

    @Test
    void registersAreCountedByTheWidthTheyAreNamedWith() {
        CodeCounts counts = Assembled.function(
                        Assembled.audit(Assembled.object(
                                folder,
                                Assembled.function(
                                        "f",
                                        "vextracti64x4 $1,%zmm1,%ymm2",
                                        "vextracti128 $1,%ymm1,%xmm2",
                                        "movaps %xmm1,%xmm2",
                                        "vpbroadcastd %eax,%zmm3"))),
                        "f")
                .counts();
        assertThat(counts.xmm()).isEqualTo(2);
        assertThat(counts.ymm()).isEqualTo(2);
        assertThat(counts.zmm()).isEqualTo(2);
    }

    @Test
    void wordsInNamesTellThatAFunctionIsOneOfSeveral() {
        InstructionTable table = InstructionTable.SHIPPED;
        assertThat(table.dispatchWord("adler32_avx2")).isEqualTo("avx2");
        assertThat(table.dispatchWord("__memmove_avx512_unaligned_erms")).isEqualTo("avx512");
        assertThat(table.dispatchWord("HUF_decompress_bmi2")).isEqualTo("bmi2");
        assertThat(table.dispatchWord("__sin_fma")).isEqualTo("fma");
        assertThat(table.dispatchWord("__fma")).as("the function of that name").isNull();
        assertThat(table.dispatchWord("savx2")).isNull();
    }
}
