// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.run.StopRequest;
import org.junit.jupiter.api.Test;

/** What fails beside a wish to stop, which a child may hear of first. */
class InterruptionTest {
    private final IllegalStateException fault = new IllegalStateException("Failed to exec spawn helper");

    @Test
    void whatFailsByTheInterruptionIsNoFault() {
        StopRequest stop = new StopRequest();
        int code = Interruption.guard(stop, () -> {
            stop.make();
            throw fault;
        });
        assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void whatFailsWithoutOneIsThrown() {
        assertThatThrownBy(() -> Interruption.guard(new StopRequest(), () -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }
}
