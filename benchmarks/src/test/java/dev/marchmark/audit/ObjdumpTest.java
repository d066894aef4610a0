// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code is decoded in pieces, of which nothing is to be seen in the counts. */
class ObjdumpTest {
    /** 14 bytes: no cut at a power of two comes out at the end of one of them, time after time. */
    private static final String THREE = "vpaddd 0x12345678(%rax),%ymm1,%ymm2\nblsr %eax,%ebx\nnop\n";

    @TempDir
    private Path folder = Path.of("");

    private static String times(int number) {
        return ".rept " + number + "\n" + THREE + ".endr";
    }

    @Test
    void functionOfSeveralPiecesIsCountedAsOne() {
        int number = 350_000;
        FileAudit audit =
                Assembled.audit(Assembled.library(folder, function("huge", times(number)) + function("next", "lahf")));
        assertThat(Assembled.function(audit, "huge").counts().bytes()).isEqualTo(14L * number + 1);
        assertThat(Assembled.function(audit, "huge").counts().v1()).isEqualTo(number + 1L);
        assertThat(Assembled.function(audit, "huge").counts().features())
                .isEqualTo(Map.of("AVX2", (long) number, "BMI1", (long) number));
        assertThat(Assembled.function(audit, "next").counts().features()).isEqualTo(Map.of("LAHF-SAHF", 1L));
        assertThat(audit.total().invalid()).isZero();
    }

    /** Of 15 bytes, as long as one gets, none is cut by a piece of 2 MiB that begins with two bytes of others. */
    @Test
    void instructionThatEndsWhereAPieceDoesIsCountedOnce() {
        int number = 140_500;
        String longest =
                ".rept " + number + "\n.byte 0x66,0x66,0x66,0x66,0x66,0x66,0x2e,0x0f,0x1f,0x84,0,0,0,0,0\n.endr";
        FileAudit audit = Assembled.audit(Assembled.library(folder, function("huge", "nop", "nop", longest)));
        assertThat(audit.total().v1()).isEqualTo(number + 3L);
        assertThat(audit.total().bytes()).isEqualTo(15L * number + 3);
        String reached = function("caller", "call behind") + "behind:\nnop\n" + longest + "\nret\n";
        assertThat(Assembled.audit(Assembled.library(folder, reached, "-s"))
                        .unattributed()
                        .v1())
                .isEqualTo(number + 2L);
    }

    /** Where nothing vouches for code, it is followed a stretch at a time. */
    @Test
    void codeThatOnlyABranchLeadsToIsFollowedToItsEnd() {
        int number = 20_000;
        String code = function("caller", "call long") + "long:\n" + times(number) + "\nret\n"
                // Decoded, it would be AES.
                + ".rept 100\n.byte 0x66,0x0f,0x38,0xdc,0xc1\n.endr\n";
        FileAudit audit = Assembled.audit(Assembled.library(folder, code, "-s"));
        assertThat(audit.unattributed().features()).isEqualTo(Map.of("AVX2", (long) number, "BMI1", (long) number));
        assertThat(audit.unattributed().bytes()).isEqualTo(14L * number + 1);
        assertThat(audit.unreadBytes()).isBetween(500L, 515L);
    }

    @Test
    void manyFunctionsAreCountedEach() {
        int number = 60_000;
        String many = ".text\n.altmacro\n.macro make n\n.globl f\\n\n.type f\\n, @function\nf\\n: blsr %eax,%ebx\nret\n"
                + ".size f\\n, .-f\\n\n.endm\n.set n, 0\n.rept " + number + "\nmake %n\n.set n, n+1\n.endr\n";
        FileAudit audit = Assembled.audit(Assembled.library(folder, many));
        assertThat(audit.functions()).hasSize(number);
        assertThat(audit.total().features()).isEqualTo(Map.of("BMI1", (long) number));
    }
}
