// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import dev.marchmark.model.Library;
import dev.marchmark.model.Size;
import dev.marchmark.model.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Verifies libraries in a child process, which is started again after one that crashes or hangs. */
public final class Verifier implements AutoCloseable {
    /**
     * What came out.
     *
     * @param failure why the library may not be timed, or null
     * @param difference the largest relative difference of a float result
     */
    public record Outcome(@Nullable String failure, double difference) {}

    private final List<String> command;
    private final Duration timeout;
    private @Nullable Child child;

    private record Child(Process process, BufferedReader answers, PrintStream requests) {}

    /**
     * @param jvm the java command
     * @param build the native build's output folder
     * @param timeout for one library
     */
    public Verifier(Path jvm, Path build, Duration timeout) {
        this.command = List.of(
                jvm.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-cp",
                System.getProperty("java.class.path"),
                VerifyWorker.class.getName(),
                build.toString());
        this.timeout = timeout;
    }

    /** Verifies one library of a workload. */
    public Outcome verify(Workload workload, Library library) {
        String answer = ask(workload.reference() + "\t" + library.path() + "\t" + library.isaLevel());
        return answer.startsWith(VerifyWorker.OK)
                ? new Outcome(null, Double.parseDouble(answer.substring(VerifyWorker.OK.length())))
                : new Outcome(reason(answer), 0);
    }

    /** How two libraries of a workload compare that were verified; empty where one fails after all. */
    public Optional<Agreement> compare(Workload workload, Library baseline, Library candidate) {
        String answer = ask(String.join(
                "\t",
                workload.reference(),
                baseline.path(),
                Integer.toString(baseline.isaLevel()),
                candidate.path(),
                Integer.toString(candidate.isaLevel())));
        return answer.startsWith(VerifyWorker.OK)
                ? Optional.of(Agreement.parse(answer.substring(VerifyWorker.OK.length())))
                : Optional.empty();
    }

    /**
     * About how long a run of a library takes that was verified, in nanoseconds; empty where it fails after all.
     *
     * @param size that the workload offers
     */
    public OptionalDouble nanosPerRun(Workload workload, Library library, Size size) {
        String answer = ask(String.join(
                "\t",
                workload.reference(),
                library.path(),
                Integer.toString(library.isaLevel()),
                Long.toString(size.bytes())));
        return answer.startsWith(VerifyWorker.OK)
                ? OptionalDouble.of(Double.parseDouble(answer.substring(VerifyWorker.OK.length())))
                : OptionalDouble.empty();
    }

    private static String reason(String answer) {
        return answer.startsWith(VerifyWorker.WRONG) ? answer.substring(VerifyWorker.WRONG.length()) : answer;
    }

    /** The child's answer, or why there is none. */
    private String ask(String request) {
        Child running;
        try {
            running = child == null ? start() : child;
        } catch (IOException e) {
            return "its process can't be started: " + e.getMessage();
        }
        running.requests().println(request);
        running.requests().flush();
        Transcript transcript = new Transcript();
        CompletableFuture<Optional<String>> answer =
                CompletableFuture.supplyAsync(() -> transcript.readAnswer(running.answers()));
        try {
            Optional<String> line = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (line.isEmpty()) {
                stop();
                return "it crashed: " + transcript.crash();
            }
            return line.get();
        } catch (TimeoutException e) {
            stop();
            return "it did not end within " + timeout.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            return "interrupted";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Child start() throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        child = new Child(
                process,
                process.inputReader(StandardCharsets.UTF_8),
                new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8));
        return child;
    }

    private void stop() {
        if (child != null) {
            child.process().destroyForcibly();
            child = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** What the child printed beside its answer: the JVM's report of a crash, mostly. */
    private static final class Transcript {
        private String signal = "its process ended";

        Optional<String> readAnswer(BufferedReader answers) {
            try {
                for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                    if (line.startsWith(VerifyWorker.OK) || line.startsWith(VerifyWorker.WRONG)) {
                        return Optional.of(line);
                    }
                    if (line.startsWith("#  SIG")) {
                        signal = line.substring(1, line.contains(" at pc") ? line.indexOf(" at pc") : line.length())
                                .trim();
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        String crash() {
            return signal;
        }
    }
}
