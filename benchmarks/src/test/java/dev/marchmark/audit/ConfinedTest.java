// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.audit.Auditors.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes wrong with one file stays with it. */
class ConfinedTest {
    @Test
    void faultOfOursIsAReasonThatSaysWhereItIs() {
        assertThatThrownBy(() -> Confined.to(() -> List.of(1).get(7)))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("fault of marchmark's own: java.lang.IndexOutOfBoundsException")
                .hasMessageContaining(" at java.base");
        assertThatThrownBy(() -> Confined.to(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("StackOverflowError");
    }

    @Test
    void lackOfMemoryAndAFileThatShrinksAreNoFaultOfOurs() {
        assertThatThrownBy(() -> Confined.to(() -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(AuditException.class)
                .hasMessage("takes more memory than Java has here");
        assertThatThrownBy(() -> Confined.to(() -> {
                    throw new InternalError("a fault occurred in an unsafe memory access operation");
                }))
                .isInstanceOf(AuditException.class)
                .hasMessage("was cut off while it was read");
    }

    @Test
    void filesBesideTheFaultyOneAreDone() throws AuditException {
        List<String> reasons = new ArrayList<>();
        try (Auditors auditors = new Auditors(Audits.Watcher.NOBODY)) {
            List<Job<String>> jobs = Stream.of("one", "", "three")
                    .map(text -> new Job<>(text, text, 1))
                    .toList();
            List<Integer> lengths = auditors.atOnce(jobs, (text, auditor, progress) -> {
                try {
                    return Confined.to(() -> (int) text.charAt(0));
                } catch (AuditException e) {
                    synchronized (reasons) {
                        reasons.add(e.reason());
                    }
                    return 0;
                }
            });
            assertThat(lengths).containsExactly((int) 'o', 0, (int) 't');
        }
        assertThat(reasons).singleElement().asString().contains("StringIndexOutOfBoundsException");
    }
}
