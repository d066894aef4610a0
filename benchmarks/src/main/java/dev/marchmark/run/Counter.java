// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.AuditException;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A way to count what a library executes: the driver of the native build, started in one manner or another. */
public abstract class Counter {
    /** Runs that are counted, over as many instances where a workload has them: of all variants the same. */
    static final int RUNS = 64;

    private static final int PATIENCE_MINUTES = 10;
    private static final String OUTPUT = "output";
    private static final String ERRORS = "errors";
    private static final String UNKNOWN = "vex amd64->IR: unhandled instruction bytes:";

    /** What a driver works on. */
    record Subject(Path driver, Path reference, Path library, Size size) {
        List<String> arguments() {
            return List.of(
                    driver.toString(),
                    reference.toAbsolutePath().toString(),
                    library.toAbsolutePath().toString(),
                    String.valueOf(size.bytes()),
                    String.valueOf(RUNS));
        }
    }

    /** What was counted of all runs. */
    record Counted(
            long instructions,
            @Nullable Long packed,
            @Nullable Long asksCpu,
            @Nullable Map<String, Long> features,
            InstructionCount.@Nullable Cycles cycles) {}

    /** Why something is not counted. */
    static final class NotCountedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotCountedException(String message) {
            super(message);
        }
    }

    Counter() {}

    /** As results name it. */
    public abstract String name();

    /** The highest level that it can count, 1 to 4. */
    public abstract int highestLevel();

    /** How many may count at a time without disturbing each other. */
    abstract int atOnce();

    /**
     * Counts.
     *
     * @param folder an empty one, which goes afterwards
     * @throws IllegalArgumentException where what was counted can't be read
     */
    abstract Counted count(Subject subject, Path folder) throws IOException, AuditException, NotCountedException;

    /** Runs a command to its end; returns the lines that it prints. */
    static List<String> run(List<String> command, Path folder) throws IOException, NotCountedException {
        Path errors = folder.resolve(ERRORS);
        // In the folder itself: in a path valgrind would give a per cent sign a meaning.
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new NotCountedException("not done after " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotCountedException("interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new NotCountedException(reason(Files.readAllLines(errors), process.exitValue()));
        }
        return Files.readAllLines(folder.resolve(OUTPUT));
    }

    /** What valgrind does not know, or else what the driver says last. */
    static String reason(List<String> errors, int status) {
        Predicate<String> isValgrinds = line -> line.startsWith("==") || line.startsWith("--");
        return errors.stream()
                .filter(line -> line.startsWith(UNKNOWN))
                .map(line -> "valgrind does not know the instruction" + line.substring(UNKNOWN.length()))
                .findFirst()
                .or(() -> errors.stream()
                        .filter(isValgrinds.negate().and(line -> !line.isBlank()))
                        .reduce((first, last) -> last))
                .orElse("the driver ended with status " + status);
    }

    /** Deletes a folder of files, as far as that goes. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // what stays is in the system's temporary folder
        }
    }
}
