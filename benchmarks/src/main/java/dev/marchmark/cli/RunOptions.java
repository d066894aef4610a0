// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much to measure, and where results go. */
final class RunOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            paramLabel = "NAME",
            defaultValue = "v2-O2,v3-O2",
            description = "Two variants or more; the first is the baseline. Default: ${DEFAULT-VALUE}.")
    List<String> variants = List.of();

    @Option(
            names = "--vary",
            paramLabel = "SET",
            description = "Instead of --variants: what belongs together, such as level, optimisation, profile or"
                    + " compiler. 'list' shows the sets; one that has several lines makes several runs.")
    @Nullable
    String vary;

    @Option(
            names = {"-p", "--profile"},
            defaultValue = "quick",
            description = "quick (12 forks a row), standard (30, for published tables) or thorough (60, for small"
                    + " differences). Default: ${DEFAULT-VALUE}.")
    String profile = "";

    @Option(names = "--forks", paramLabel = "N", description = "Forks a row, instead of the profile's.")
    @Nullable
    Integer forks;

    @Option(
            names = {"-s", "--size"},
            defaultValue = "small",
            description =
                    "What one run works through: small (16 KiB), medium (256 KiB), large (16 MiB), or bytes;"
                            + " several, parted by commas, or sweep (64 bytes to 16 MiB) make a run each. Default: ${DEFAULT-VALUE}.")
    String size = "";

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Differences within it count as none: 'equivalent'. Default: ${DEFAULT-VALUE}.")
    double margin;

    @Option(names = "--seed", description = "Of all that is drawn. Default: drawn, and stored with the result.")
    @Nullable
    Long seed;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many combinations of code layouts a fork cycles through. Default: ${DEFAULT-VALUE}.")
    int cells;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "Start no fork after that long: 90s, 10m, 2h. 'marchmark run --resume' can go on later.")
    @Nullable
    String maxTime;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where result folders are made. Default: the project's results folder.")
    @Nullable
    Path output;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run in that result folder, with its settings, on the same host. Only"
                    + " --max-time and --jvm may be given with it.")
    @Nullable
    Path resume;

    /** What can be said without looking at the host. */
    void check() {
        if (variants.size() < 2) {
            throw new UsageException("--variants takes two or more, such as v2-O2,v3-O2");
        }
        if (new HashSet<>(variants).size() < variants.size()) {
            throw new UsageException(
                    "--variants names one twice; every run has a byte copy of the baseline as control");
        }
        if (!(margin > 0 && margin < 50)) {
            throw new UsageException("--margin takes per cent above 0 and below 50, such as 0.5");
        }
        if (cells < 1 || cells > 8) {
            throw new UsageException("--cells takes 1 to 8");
        }
        if (forks != null && (forks < 2 || forks > 10_000)) {
            throw new UsageException("--forks takes 2 to 10000: one fork has no interval");
        }
        maxSeconds();
    }

    /** 0 for no limit. */
    long maxSeconds() {
        if (maxTime == null) {
            return 0;
        }
        Matcher matcher = DURATION.matcher(maxTime);
        if (!matcher.matches()) {
            throw new UsageException("--max-time takes a number and s, m or h, such as 10m, not '" + maxTime + "'");
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
