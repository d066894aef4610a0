// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of this system, whose output is taken as it comes. It gets no input and no shell. */
final class Tool {
    private static final int MESSAGE = 300;
    /** Far more than any file takes; debug information that sends a program round in circles ends here. */
    private static final int LIMIT_MINUTES = 10;

    /** Takes a program's output. */
    interface Reader {
        void read(InputStream output) throws IOException, AuditException;
    }

    private Tool() {}

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
            process = builder.start();
            Process started = process;
            process.onExit()
                    .orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES)
                    .exceptionally(late -> started.destroyForcibly());
            process.getOutputStream().close();
            reader.read(process.getInputStream());
            int status = process.waitFor();
            if (status != 0) {
                throw new AuditException(command.get(0) + " failed with status " + status + ": " + start(errors));
            }
        } catch (IOException e) {
            throw new AuditException("can't run " + command.get(0) + ": " + e.getMessage(), e);
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

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MESSAGE), StandardCharsets.UTF_8)
                    .strip()
                    .replace('\n', ' ');
        }
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
