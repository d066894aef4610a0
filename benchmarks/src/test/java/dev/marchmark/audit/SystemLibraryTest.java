// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The counts of Debian 12's libraries, which three decoders agreed on beforehand (binutils, iced-x86, Zydis): libc6
 * 2.36-9+deb12u14 and libssl3 3.0.19-1~deb12u2.
 */
@Tag("slow")
class SystemLibraryTest {
    @TempDir
    private Path folder = Path.of("");

    /** Whatever the version: what no library of a distribution contains was data. */
    private FileAudit audit(String library) {
        FileAudit audit = Assembled.audit(SystemLibrary.named(library), folder);
        assertThat(audit.total().invalid()).isZero();
        assertThat(audit.total().features()).doesNotContainKeys("3DNOW", "VMX", "MPX", "PRIVILEGED", "SSE4A", "SVM");
        assertThat(audit.total().v3()).isGreaterThan(1000);
        return audit;
    }

    @Test
    void libcHasTheKnownCounts() {
        FileAudit audit = audit("libc.so.6");
        if (audit.codeBytes() != 1_396_089) {
            System.out.println("libc.so.6 is of another version than the one whose counts are known");
            return;
        }
        CodeCounts total = audit.total();
        assertThat(total.v2()).isEqualTo(526);
        assertThat(total.v3()).isEqualTo(6401);
        assertThat(total.v4()).isEqualTo(3126);
        assertThat(total.outside()).isEqualTo(49);
        assertThat(total.tzcnt()).isEqualTo(542);
        assertThat(total.ymm()).isEqualTo(6811);
        assertThat(total.zmm()).isEqualTo(420);
        assertThat(total.features())
                .containsAllEntriesOf(Map.of(
                        "AVX", 2786L, "AVX2", 3428L, "BMI1", 586L - 542, "BMI2", 100L, "LZCNT", 27L, "MOVBE", 16L));
        // A sweep over whole sections counts 326,055: the rest is padding between functions.
        assertThat(total.v1()).isBetween(326_055 - audit.unreadBytes() / 2, 326_055L);
        assertThat(audit.ifuncs()).isEqualTo(58);
        assertThat(audit.kind()).isEqualTo("shared library");
        assertThat(audit.isaNeeded()).isEqualTo("x86-64-baseline");
        assertThat(audit.functions()).hasSizeBetween(3650, 3750);
    }

    @Test
    void libcryptoHasTheKnownCountsAndNoneOfItsDataAsCode() {
        FileAudit audit = audit("libcrypto.so.3");
        if (audit.codeBytes() != 2_557_635) {
            System.out.println("libcrypto.so.3 is of another version than the one whose counts are known");
            return;
        }
        CodeCounts total = audit.total();
        assertThat(total.v2()).isEqualTo(320);
        assertThat(total.v3()).isEqualTo(14_429);
        assertThat(total.v4()).isEqualTo(1473);
        assertThat(total.outside()).isEqualTo(3300);
        assertThat(total.tzcnt()).isEqualTo(1);
        assertThat(total.ymm()).isEqualTo(6793);
        assertThat(total.zmm()).isEqualTo(823);
        // 588,027 by sized symbols, some of which count the texts behind the code.
        assertThat(total.v1()).isBetween(587_900L, 588_100L);
        assertThat(total.features()).doesNotContainKeys("RTM", "SSE3");
        assertThat(audit.unreadBytes()).isBetween(265_000L, 267_000L);
        assertThat(audit.asksCpu()).isPositive();
    }
}
