// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time that a command may take, shared evenly by the runs that it still has to make. */
final class TimeLimit {
    private final Clock clock;
    private final long seconds;
    private final Instant end;
    private int runsLeft;

    /**
     * @param seconds for all runs; 0 for no limit
     * @param runs to come
     */
    TimeLimit(long seconds, int runs) {
        this(seconds, runs, Clock.systemUTC());
    }

    TimeLimit(long seconds, int runs, Clock clock) {
        this.clock = clock;
        this.seconds = seconds;
        this.end = clock.instant().plusSeconds(seconds);
        this.runsLeft = runs;
    }

    /** Runs that will not be made after all. */
    void leaveOut(int runs) {
        runsLeft -= runs;
    }

    /** What the next run may take; 0 for no limit, else at least a second, so that each leaves a result. */
    long nextSeconds() {
        if (seconds == 0) {
            return 0;
        }
        long left = Duration.between(clock.instant(), end).toSeconds();
        return Math.max(1, left / Math.max(1, runsLeft--));
    }
}
