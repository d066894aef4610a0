// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.audit.Auditors.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
    void lackOfMemoryIsNoFaultOfOurs() {
        assertThatThrownBy(() -> Confined.to(() -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(AuditException.class)
                .hasMessage("takes more memory than Java has here");
    }

    @Test
    void filesBesideTheFaultyOneAreDone() throws AuditException {
        List<String> reasons = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        try (Auditors auditors = new Auditors(Audits.Watcher.NOBODY)) {
            List<Job<String>> jobs = Stream.of("one", "", "three")
                    .map(text -> new Job<>(text, text, 1))
                    .toList();
            auditors.<String, Integer>atOnce(
                    jobs,
                    (text, auditor, progress) -> Confined.to(() -> (int) text.charAt(0)),
                    (text, e) -> {
                        reasons.add(e.reason());
                        return 0;
                    },
                    lengths::add);
        }
        assertThat(lengths).containsExactly((int) 'o', 0, (int) 't');
        assertThat(reasons).singleElement().asString().contains("StringIndexOutOfBoundsException");
    }

    /** Beside others it may have been their memory that was missing. */
    @Test
    void fileThatTakesTooMuchMemoryIsTriedOnceMoreWhenNothingElseGoesOn() throws AuditException {
        AtomicInteger running = new AtomicInteger();
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        List<String> results = new ArrayList<>();
        try (Auditors auditors = new Auditors(Audits.Watcher.NOBODY)) {
            List<Job<String>> jobs = Stream.of("large", "two", "huge", "four", "five")
                    .map(text -> new Job<>(text, text, 1))
                    .toList();
            auditors.<String, String>atOnce(
                    jobs,
                    (text, auditor, progress) -> Confined.to(() -> {
                        int beside = running.getAndIncrement();
                        try {
                            int number = tries.merge(text, 1, Integer::sum);
                            if (text.equals("huge") || (text.equals("large") && number == 1)) {
                                throw new OutOfMemoryError();
                            }
                            return text + " " + (number == 1 ? "at once" : "beside " + beside);
                        } finally {
                            running.getAndDecrement();
                        }
                    }),
                    (text, e) -> text + " refused at try " + tries.get(text),
                    results::add);
        }
        assertThat(results)
                .containsExactly(
                        "large beside 0", "two at once", "huge refused at try 2", "four at once", "five at once");
    }
}
