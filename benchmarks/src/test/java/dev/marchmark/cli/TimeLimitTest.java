// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void runsShareWhatIsLeftEvenly() {
        TimeLimit limit = new TimeLimit(600, 3, clock);
        assertThat(limit.nextSeconds()).isEqualTo(200);
        now = now.plus(Duration.ofSeconds(100)); // it needed less, so there is more for the others
        assertThat(limit.nextSeconds()).isEqualTo(250);
        now = now.plus(Duration.ofSeconds(260));
        assertThat(limit.nextSeconds()).isEqualTo(240);
    }

    @Test
    void whatIsLeftOutLeavesItsTimeToTheOthers() {
        TimeLimit limit = new TimeLimit(600, 6, clock);
        limit.leaveOut(3);
        assertThat(limit.nextSeconds()).isEqualTo(200);
    }

    @Test
    void aRunAfterTheEndStillGetsASecondSoThatItLeavesAResult() {
        TimeLimit limit = new TimeLimit(10, 2, clock);
        limit.nextSeconds();
        now = now.plus(Duration.ofHours(1));
        assertThat(limit.nextSeconds()).isEqualTo(1);
    }

    @Test
    void withoutALimitNoRunHasOne() {
        TimeLimit limit = new TimeLimit(0, 2, clock);
        assertThat(limit.nextSeconds()).isZero();
        assertThat(limit.nextSeconds()).isZero();
    }
}
