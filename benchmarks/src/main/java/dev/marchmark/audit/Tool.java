// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program of this system, whose output is taken as it comes. It gets no input and no shell. */
final class Tool {
    private static final int MESSAGE = 300;
    /** Far more than any file takes; debug information that sends a program round in circles ends here. */
    private static final int LIMIT_MINUTES = 10;
    /** A status above says by which signal it ended. */
    private static final int SIGNALLED = 128;
    /** Ctrl-C on a terminal ends a program too, perhaps before this process has heard of that: so long it waits to hear. */
    private static final int NEWS_MILLIS = 500;

    /** Takes a program's output. */
    interface Reader {
        void read(InputStream output) throws IOException, AuditException;
    }

    private Tool() {}

    /** Whether a program is in the search path. */
    static boolean isPresent(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Runs a command to its end, or for ten minutes.
     *
     * @throws AuditException where it is not there or fails, with what it said
     */
    static void run(List<String> command, Reader reader) throws AuditException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        Path errors = null;
        Process process = null;
        try {
            errors = Files.createTempFile("marchmark-", ".err");
            builder.redirectError(errors.toFile());
            process = start(builder);
            Process started = process;
            process.onExit()
                    .orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES)
                    .exceptionally(late -> started.destroyForcibly());
            process.getOutputStream().close();
            reader.read(process.getInputStream());
            int status = process.waitFor();
            if (status > SIGNALLED) {
                TimeUnit.MILLISECONDS.sleep(NEWS_MILLIS);
            }
            if (status != 0) {
                throw new AuditException(command.get(0) + " failed with status " + status + ": " + beginning(errors));
            }
        } catch (IOException e) {
            throw new AuditException("can't be read by " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditException("interrupted", e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(errors);
        }
    }

    private static Process start(ProcessBuilder command) throws AuditException, InterruptedException {
        String program = command.command().get(0);
        try {
            return command.start();
        } catch (IOException e) {
            if (isPresent(program)) {
                TimeUnit.MILLISECONDS.sleep(NEWS_MILLIS);
            }
            throw new AuditException("can't run " + program + ": " + e.getMessage(), e);
        }
    }

    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MESSAGE), StandardCharsets.UTF_8)
                    .strip()
                    .replace('\n', ' ');
        }
    }

    /** Deletes a folder of files, as far as that goes. */
    static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(Tool::delete);
        } catch (IOException e) {
            // what stays is in the system's temporary folder
        }
        delete(folder);
    }

    /** Deletes what may not be there; what stays is in a temporary folder. */
    static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
