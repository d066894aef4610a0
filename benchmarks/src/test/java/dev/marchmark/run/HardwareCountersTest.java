// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.marchmark.model.InstructionCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardwareCountersTest {
    @Test
    void instructionsAreThoseOfThePassThatWasInterruptedLeastAndCyclesARange() {
        assertThat(HardwareCounters.parse(List.of("6401 2100", "6400 1990", "6403 2050")))
                .isEqualTo(new Counter.Counted(6400, null, null, null, new InstructionCount.Cycles(1990, 2100)));
    }

    @Test
    void otherLinesAreRefused() {
        for (List<String> lines : List.of(List.<String>of(), List.of("6400"), List.of("6400 many"), List.of("1 2 3"))) {
            assertThatIllegalArgumentException().as("%s", lines).isThrownBy(() -> HardwareCounters.parse(lines));
        }
    }
}
