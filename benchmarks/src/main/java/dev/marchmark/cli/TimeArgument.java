// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is typed after {@code --max-time}. */
final class TimeArgument {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");

    private TimeArgument() {}

    /**
     * Seconds, above 0; 0 where nothing is typed, for no limit.
     *
     * @throws UsageException where it is no time
     */
    static long seconds(@Nullable String typed) {
        if (typed == null) {
            return 0;
        }
        Matcher matcher = DURATION.matcher(typed);
        if (!matcher.matches()) {
            throw new UsageException("--max-time takes a number and s, m or h, such as 10m, not '" + typed + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        if (duration.isZero()) {
            throw new UsageException("--max-time must be above 0");
        }
        return duration.toSeconds();
    }
}
