// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.Precision;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.run.CrossCheck;
import dev.marchmark.run.Profile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much to measure, and where results go. */
final class RunOptions {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,6})?)%?");
    private static final double SMALLEST_MARGIN = 0.000001;
    private static final int FIRST_LOOK = 3;
    private static final int MOST_BY_FIRST = 5;
    private static final int MOST_FORKS = 10_000;

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            paramLabel = "NAME",
            description =
                    "Two variants or more; the first is the baseline. Default: the set that 'list' shows under the"
                            + " workloads' kind, kernels or packages.")
    @Nullable
    List<String> variants;

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
            description = "quick (12 forks a row), standard (26, for published tables) or thorough (60, for small"
                    + " differences). Default: ${DEFAULT-VALUE}.")
    String profile = "";

    @Option(names = "--forks", paramLabel = "N", description = "Forks a row, instead of the profile's.")
    @Nullable
    Integer forks;

    @Option(
            names = "--target-width",
            paramLabel = "PERCENT",
            description =
                    "End a row's forks where the half width of its 95 %% interval is that small, such as 0.5%%; rows"
                            + " that need more forks than the profile's get them.")
    @Nullable
    String targetWidth;

    @Option(
            names = "--max-forks",
            paramLabel = "N",
            description = "Most forks a row, with --target-width. Default: 5 times the profile's.")
    @Nullable
    Integer maxForks;

    @Option(
            names = "--aligned",
            description = "Measure each row a second time with all buffers 64-byte aligned, to show beside it what"
                    + " malloc does not give.")
    boolean aligned;

    @Option(
            names = {"-s", "--size"},
            defaultValue = "small",
            description =
                    "What one run works through: small (16 KiB), medium (256 KiB), large (16 MiB), or 64 bytes or more;"
                            + " several, parted by commas, or sweep (64 bytes to 16 MiB) make a run each. Default: ${DEFAULT-VALUE}.")
    String size = "";

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Differences within it count as none: 'equivalent'. Default: ${DEFAULT-VALUE}.")
    double margin;

    @Option(
            names = "--cross-check",
            paramLabel = "N",
            description = "Measure the variants of N rows also each alone in forks of its own, by JMH's clock, and say"
                    + " where that gives another ratio; 0 for none. Default: a quarter of the rows, 3 to 10, in a"
                    + " thorough run, none in others.")
    @Nullable
    Integer crossCheck;

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
            names = "--estimate",
            description = "Print how many seconds the forks of that would take, at least and at most, and measure"
                    + " nothing.")
    boolean estimate;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where result folders are made. Default: the project's results folder.")
    @Nullable
    Path output;

    @Option(
            names = "--only-missing",
            description = "Of several runs leave out those that the output folder has a result of, complete or not: the"
                    + " same but for the seed.")
    boolean onlyMissing;

    @Option(
            names = "--ask-metadata",
            description = "Ask the metadata service of AWS, Azure or Google Cloud for the VM type and the region, where"
                    + " this is a machine of theirs. Without it no network is used.")
    boolean askMetadata;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run in that result folder, with its settings, on the same host. Only"
                    + " --max-time and --jvm may be given with it.")
    @Nullable
    Path resume;

    /** What can be said without looking at the host. */
    void check() {
        if (variants != null && variants.size() < 2) {
            throw new UsageException("--variants takes two or more, such as v2-O2,v3-O2; 'marchmark list' shows them");
        }
        if (variants != null && new HashSet<>(variants).size() < variants.size()) {
            throw new UsageException(
                    "--variants names one twice; every run has a byte copy of the baseline as control");
        }
        if (!(margin >= SMALLEST_MARGIN && margin < 50)) {
            throw new UsageException("--margin takes per cent from 0.000001 to below 50, such as 0.5");
        }
        if (cells < 1 || cells > 8) {
            throw new UsageException("--cells takes 1 to 8");
        }
        if (forks != null && (forks < 2 || forks > MOST_FORKS)) {
            throw new UsageException("--forks takes 2 to 10000: one fork has no interval");
        }
        if (crossCheck != null && crossCheck < 0) {
            throw new UsageException("--cross-check takes a number of rows, or 0 for none");
        }
        maxSeconds();
        target(forks == null ? Profile.of(profile).forks() : forks);
        if (maxForks != null && targetWidth == null) {
            throw new UsageException("--max-forks goes with --target-width; --forks is the number without one");
        }
    }

    /**
     * All that decides what a run measures, with a seed that is drawn where none was given.
     *
     * @param workloads by id
     * @param seconds after which no fork is started, 0 for no limit
     * @throws UsageException where options don't go together
     */
    Settings settings(List<String> workloads, List<Variant> compared, Size of, long seconds) {
        Profile chosen = Profile.of(profile);
        long drawn = orDrawn(seed);
        int first = forks == null ? chosen.forks() : forks;
        int crossChecked = crossCheck == null ? CrossCheck.rows(chosen, workloads.size()) : crossCheck;
        return new Settings(
                        workloads,
                        compared.stream().map(Variant::name).toList(),
                        of.label(),
                        chosen.label(),
                        first,
                        Profile.WARM_UP_MILLIS,
                        chosen.measuredMillis(),
                        cells,
                        margin,
                        drawn,
                        seconds)
                .with(target(first), aligned)
                .withCrossChecked(CrossCheck.sample(workloads, crossChecked, drawn));
    }

    /**
     * The target of a run whose rows get that many forks at first, or null for none.
     *
     * @throws UsageException where the two don't go together
     */
    Settings.@Nullable Target target(int first) {
        double percent = targetPercent();
        if (percent == 0) {
            return null;
        }
        int most = maxForks == null ? MOST_BY_FIRST * first : maxForks;
        if (first < FIRST_LOOK || most < first || most > MOST_FORKS) {
            throw new UsageException("with --target-width, --forks takes " + FIRST_LOOK + " or more and --max-forks "
                    + first + " (the forks before the first look) to " + MOST_FORKS);
        }
        return Precision.plan(percent, first, most);
    }

    /** 0 for no target. */
    private double targetPercent() {
        if (targetWidth == null) {
            return 0;
        }
        Matcher matcher = PERCENT.matcher(targetWidth);
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (!(percent > 0 && percent < 50)) {
            throw new UsageException(
                    "--target-width takes per cent above 0 and below 50, such as 0.5, not '" + targetWidth + "'");
        }
        return percent;
    }

    /** 0 for no limit. */
    long maxSeconds() {
        return TimeArgument.seconds(maxTime);
    }

    /** The seed of all that is drawn; drawn itself where none was given. */
    static long orDrawn(@Nullable Long given) {
        return given == null ? new SecureRandom().nextLong() >>> 16 : given;
    }
}
