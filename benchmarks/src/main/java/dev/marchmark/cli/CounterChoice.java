// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.run.Callgrind;
import dev.marchmark.run.Counter;
import dev.marchmark.run.HardwareCounters;
import java.nio.file.Path;
import java.util.Optional;

/** What counts instructions on this host: the CPU if it can and may, else valgrind. */
final class CounterChoice {
    /** What the user wants. */
    enum By {
        auto,
        hardware,
        callgrind
    }

    private static final String NO_VALGRIND = "valgrind, which counts instructions, is missing or does not start:"
            + " install the package valgrind; 'marchmark run' needs none";
    private static final String NO_COUNTERS =
            "this host has no hardware counters, as most virtual machines: valgrind counts, which knows no cycles and so no"
                    + " instructions a cycle";
    private static final String UNTRIED =
            "note: no host with hardware counters was at hand when this was written, so it was"
                    + " tried with the kernel's software counters only; '--by callgrind' shows whether the instructions are right";

    private final By by;
    private final Optional<Callgrind> callgrind;
    private final ConsoleProgress progress;

    private CounterChoice(By by, Optional<Callgrind> callgrind, ConsoleProgress progress) {
        this.by = by;
        this.callgrind = callgrind;
        this.progress = progress;
    }

    /** @throws HostException where valgrind would have to count and is missing: sooner than after minutes of building */
    static CounterChoice of(By by, ConsoleProgress progress) {
        Optional<Callgrind> callgrind = by == By.hardware ? Optional.empty() : Callgrind.installed();
        if (callgrind.isEmpty() && (by == By.callgrind || (by == By.auto && !HardwareCounters.areListed()))) {
            throw new HostException(NO_VALGRIND);
        }
        return new CounterChoice(by, callgrind, progress);
    }

    /**
     * The one to use.
     *
     * @param build the output folder of the native build
     * @throws HostException where none can be used
     */
    Counter counter(Path build) {
        if (by == By.callgrind || (by == By.auto && !HardwareCounters.areListed())) {
            if (by == By.auto) {
                progress.say(NO_COUNTERS);
            }
            return callgrind.orElseThrow(() -> new HostException(NO_VALGRIND));
        }
        Optional<String> obstacle = HardwareCounters.obstacle(build);
        if (obstacle.isEmpty()) {
            progress.say(UNTRIED);
            return new HardwareCounters();
        }
        String reason = "hardware counters can't be used: " + obstacle.get();
        if (callgrind.isEmpty()) {
            throw new HostException(reason + (by == By.hardware ? "; see --by callgrind" : "; " + NO_VALGRIND));
        }
        progress.say(reason + "; valgrind counts instead, which knows no cycles");
        return callgrind.get();
    }
}
