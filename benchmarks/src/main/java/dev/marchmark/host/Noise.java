// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters of what takes the CPU away, at one instant. Only differences mean anything: take one before,
 * and ask the one after for what happened {@link #since}. A counter that the host doesn't have is null.
 *
 * @param nanos of a clock without a meaningful zero
 * @param stealTicks all CPUs' time that the hypervisor gave to others while they had work
 * @param totalTicks all CPUs' time, whatever it was spent on
 * @param load1 the load average over the last minute
 * @param pressureMicros time in which at least one task waited for a CPU
 * @param throttledCount how often the control group was stopped for using up its quota
 * @param throttledMicros for how long, summed over CPUs
 */
public record Noise(
        long nanos,
        @Nullable Long stealTicks,
        @Nullable Long totalTicks,
        @Nullable Double load1,
        @Nullable Long pressureMicros,
        @Nullable Long throttledCount,
        @Nullable Long throttledMicros) {

    private static final Pattern LOAD = Pattern.compile("([0-9]{1,7}\\.[0-9]{1,4}) .*");
    private static final Pattern PRESSURE = Pattern.compile("some .*\\btotal=([0-9]{1,18})\\b.*");
    private static final int STEAL = 7;

    /** This host's counters now. */
    public static Noise now() {
        return now(Path.of("/"));
    }

    /** The counters of the host whose files are below {@code root}. */
    public static Noise now(Path root) {
        Tree tree = new Tree(root);
        ControlGroup group = new ControlGroup(tree);
        long[] ticks = ticks(tree.text("proc/stat"));
        Double load = null;
        String loads = tree.line("proc/loadavg", LOAD);
        if (loads != null) {
            load = Double.valueOf(loads.substring(0, loads.indexOf(' ')));
        }
        String pressure = tree.line("proc/pressure/cpu", PRESSURE);
        return new Noise(
                System.nanoTime(),
                ticks == null ? null : ticks[0],
                ticks == null ? null : ticks[1],
                load,
                pressure == null ? null : total(pressure),
                group.throttledCount(),
                group.throttledMicros());
    }

    /** What happened between {@code before} and this. */
    public Disturbance since(Noise before) {
        Long throttled = difference(throttledMicros, before.throttledMicros);
        Long elapsedMicros = (nanos - before.nanos) / 1000;
        return new Disturbance(
                share(difference(stealTicks, before.stealTicks), difference(totalTicks, before.totalTicks)),
                difference(throttledCount, before.throttledCount),
                throttled == null ? null : throttled / 1e3,
                load1,
                share(difference(pressureMicros, before.pressureMicros), elapsedMicros));
    }

    /**
     * What took the CPU away during a time.
     *
     * @param stealShare of the time of all CPUs, 0 to 1; it counts in ticks of 10 ms, so a short time shows it coarsely
     * @param throttledCount how often the control group was stopped
     * @param throttledMillis for how long, summed over CPUs
     * @param load1 the load average over the minute before the end
     * @param pressureShare of the time in which at least one task waited for a CPU, 0 to 1
     */
    public record Disturbance(
            @Nullable Double stealShare,
            @Nullable Long throttledCount,
            @Nullable Double throttledMillis,
            @Nullable Double load1,
            @Nullable Double pressureShare) {}

    // Counters do go back, when a CPU goes offline or a virtual machine moves: that is "unknown", not a negative time.
    private static @Nullable Long difference(@Nullable Long after, @Nullable Long before) {
        return after == null || before == null || after < before ? null : after - before;
    }

    private static @Nullable Double share(@Nullable Long part, @Nullable Long whole) {
        return part == null || whole == null || whole <= 0 ? null : Math.min(1, (double) part / whole);
    }

    private static @Nullable Long total(String pressure) {
        Matcher matcher = PRESSURE.matcher(pressure);
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
    }

    /** Steal and total. Guest time, from the ninth on, is part of user time already. */
    private static long @Nullable [] ticks(@Nullable String stat) {
        String[] words = stat == null
                ? new String[0]
                : stat.lines().findFirst().orElse("").split(" +", -1);
        if (words.length <= STEAL + 1 || !words[0].equals("cpu")) {
            return null;
        }
        long[] ticks = new long[2];
        for (int i = 0; i <= STEAL; i++) {
            Long value = ProcFile.parse(words[i + 1]);
            if (value == null) {
                return null;
            }
            ticks[0] = value;
            ticks[1] += value;
        }
        return ticks;
    }
}
