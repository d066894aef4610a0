// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.marchmark.audit.InstructionPlaces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallgrindOutputTest {
    private static final String DRIVER = "/build/count/driver";
    private static final String LIBRARY = "/build/0.so";
    private static final List<String> LINES =
            """
            # callgrind format
            version: 1
            creator: callgrind-3.19.0
            cmd: driver reference.so 0.so 16384 64
            positions: instr
            events: Ir
            summary: 1111

            ob=/build/count/driver
            fl=???
            fn=main
            0x9100 7
            cob=/build/0.so
            cfi=???
            cfn=run
            calls=64 0x1000
            0x9104 1100

            ob=/build/0.so
            fl=???
            fn=run
            0x1000 64
            0x1004 900
            cob=/lib/libm.so.6
            cfn=sqrt
            calls=10 0x1200
            0x1008 136
            0x100c 3

            ob=/lib/libm.so.6
            fl=???
            fn=sqrt
            0x1200 136

            totals: 1111
            """
                    .lines()
                    .toList();

    @Test
    void instructionsOfAllFilesButTheDriverCountOnce() {
        assertThat(CallgrindOutput.parse(LINES, DRIVER, LIBRARY, InstructionPlaces.NONE)
                        .instructions())
                .isEqualTo(64 + 900 + 3 + 136);
    }

    @Test
    void packedOnesAreThoseAtTheirAddresses() {
        CallgrindOutput output = CallgrindOutput.parse(
                LINES,
                DRIVER,
                LIBRARY,
                new InstructionPlaces(Set.of(0x1004L, 0x9100L, 0x1200L), Set.of(0x1000L, 0x9100L), Map.of()));
        assertThat(output.packed()).isEqualTo(900);
        assertThat(output.asksCpu()).isEqualTo(64);
    }

    @Test
    void featuresAreCountedWhereTheirInstructionsRan() {
        Map<Long, String> needs =
                Map.of(0x1000L, "BMI2", 0x1004L, "AVX", 0x100cL, "AVX", 0x1200L, "FMA", 0x2000L, "AES");
        assertThat(CallgrindOutput.parse(LINES, DRIVER, LIBRARY, new InstructionPlaces(Set.of(), Set.of(), needs))
                        .features())
                .isEqualTo(Map.of("BMI2", 64L, "AVX", 903L));
    }

    @Test
    void otherEventsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CallgrindOutput.parse(List.of("events: Ir Dr Dw"), DRIVER, LIBRARY, InstructionPlaces.NONE))
                .withMessageContaining("Ir Dr Dw");
    }

    @Test
    void reasonIsWhatValgrindDoesNotKnowOrElseWhatTheDriverSays() {
        assertThat(Counter.reason(
                        List.of(
                                "==7== Callgrind",
                                "vex amd64->IR: unhandled instruction bytes: 0x62 0xF1 0x7D",
                                "vex amd64->IR:   REX=0 REX.W=0",
                                "==7== valgrind: Unrecognised instruction at address 0x4849123."),
                        132))
                .isEqualTo("valgrind does not know the instruction 0x62 0xF1 0x7D");
        assertThat(Counter.reason(
                        List.of("==7== Callgrind", "computes something else than the reference", "==7== ", ""), 1))
                .isEqualTo("computes something else than the reference");
        assertThat(Counter.reason(List.of("==7== Callgrind"), 137)).isEqualTo("the driver ended with status 137");
    }
}
