// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Dispatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build's code against the level that its name says and the dispatch that its descriptor says. */
class BuiltCodeTest {
    private static final String PLAIN = Assembled.function("plain", "shl %cl, %eax");
    private static final String HIGH = Assembled.function("high", "shlx %eax, %eax, %eax");
    private static final String ASKS = Assembled.function("asks", "cpuid");

    @TempDir
    private Path folder = Path.of("");

    private BuiltCode of(String... functions) throws IOException, AuditException {
        Path own = Files.createTempDirectory(folder, "build");
        return BuiltCode.of(Assembled.library(own, String.join("", functions)));
    }

    @ParameterizedTest
    @EnumSource
    void codeWithinTheLevelIsFineWhateverTheDescriptorSays(Dispatch dispatch) throws Exception {
        assertThat(of(PLAIN).objection(1, dispatch)).isEmpty();
        assertThat(of(PLAIN, HIGH).objection(3, dispatch)).isEmpty();
    }

    @Test
    void codeAboveTheLevelNeedsADescriptorThatSaysSo() throws Exception {
        assertThat(of(PLAIN, HIGH, ASKS).objection(2, Dispatch.NONE))
                .contains("holds code that needs x86-64-v3 (high {BMI2=1}), and its descriptor says 'dispatch none': "
                        + "nothing would keep a lesser CPU from running it");
        assertThat(of(PLAIN, HIGH, ASKS).objection(2, Dispatch.COMPILE_TIME)).isPresent();
        assertThat(of(PLAIN, HIGH, ASKS).objection(2, Dispatch.RUN_TIME)).isEmpty();
        assertThat(of(PLAIN, HIGH, ASKS).objection(2, Dispatch.MIXED)).isEmpty();
    }

    @Test
    void descriptorThatSaysSoIsNotBelievedWhereNothingAsksTheCpu() throws Exception {
        assertThat(of(PLAIN, HIGH).objection(2, Dispatch.RUN_TIME).orElseThrow())
                .contains("high {BMI2=1}")
                .endsWith("nothing in it asks the CPU, though its descriptor says 'dispatch run-time'");
    }

    @Test
    void buildAddsToTheBaselineWhatTheBaselineHasNot() throws Exception {
        assertThat(of(PLAIN, HIGH).addsTo(of(PLAIN), 3)).isTrue();
        assertThat(of(PLAIN).addsTo(of(PLAIN), 3))
                .as("of the level in name only")
                .isFalse();
        assertThat(of(PLAIN, HIGH).addsTo(of(PLAIN, HIGH), 3))
                .as("what runs on request is in every build")
                .isFalse();
        assertThat(of(PLAIN, HIGH).addsTo(of(PLAIN), 2)).isFalse();
    }
}
