// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.model.InstructionCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The CPU's own counters, by perf_event_open(2): cycles too, at every level, one library after the other. */
public final class HardwareCounters extends Counter {
    private static final int HIGHEST_LEVEL = 4;
    private static final int PASSES = 9;
    /** Where the kernel lists what counts; the second name is that of CPUs with cores of two kinds. */
    private static final List<Path> SOURCES =
            List.of(Path.of("/sys/bus/event_source/devices/cpu"), Path.of("/sys/bus/event_source/devices/cpu_core"));

    /** Whether the kernel knows of such counters; most virtual machines have none. */
    public static boolean areListed() {
        return SOURCES.stream().anyMatch(Files::exists);
    }

    /**
     * Why they can't be used, as the end of a sentence; empty where they can.
     *
     * @param build the output folder of the native build, whose driver tries it
     */
    public static Optional<String> obstacle(Path build) {
        try {
            Path folder = Files.createTempDirectory("marchmark-count-");
            try {
                run(List.of(InstructionCounter.driver(build).toString(), "probe"), folder);
                return Optional.empty();
            } finally {
                delete(folder);
            }
        } catch (IOException | NotCountedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "hardware counters";
    }

    @Override
    public int highestLevel() {
        return HIGHEST_LEVEL;
    }

    @Override
    int atOnce() {
        return 1;
    }

    @Override
    Counted count(Subject subject, Path folder) throws IOException, NotCountedException {
        List<String> command = new ArrayList<>(subject.arguments());
        command.add(String.valueOf(PASSES));
        return parse(run(command, folder));
    }

    /** A line a pass: instructions, cycles. What interrupts add to the instructions is in the larger numbers. */
    static Counted parse(List<String> lines) {
        List<Long> instructions = new ArrayList<>();
        List<Long> cycles = new ArrayList<>();
        for (String line : lines) {
            String[] numbers = line.split(" ", -1);
            if (numbers.length != 2) {
                throw new IllegalArgumentException("'" + line + "' is not instructions and cycles");
            }
            instructions.add(Long.parseLong(numbers[0]));
            cycles.add(Long.parseLong(numbers[1]));
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return new Counted(
                Collections.min(instructions),
                null,
                null,
                null,
                new InstructionCount.Cycles(Collections.min(cycles), Collections.max(cycles)));
    }
}
