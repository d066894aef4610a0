// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as results write them: ISO 8601, UTC, to the second. */
public final class UtcTime {
    private UtcTime() {}

    /** This moment. */
    public static String now() {
        return of(Instant.now());
    }

    static String of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
