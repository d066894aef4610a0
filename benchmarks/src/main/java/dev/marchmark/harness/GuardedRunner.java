// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** JMH, which waits for a fork for ever: native code that never returns can only be ended with its process. */
final class GuardedRunner {
    private static final Pattern OWN_REASON =
            Pattern.compile("(?:ForkFailure|NativeException|WrongResultException|UnknownNameException): (.*)");
    private static final Pattern SIGNAL = Pattern.compile("#  (SIG\\w+)");

    private GuardedRunner() {}

    /**
     * Runs one fork.
     *
     * @param log that the options let JMH write
     * @param limit after which the fork is ended
     * @throws ForkFailure where it failed, crashed or hung, with the reason that it gave
     */
    static Collection<RunResult> run(Options options, Path log, Duration limit) {
        CompletableFuture<Collection<RunResult>> results = CompletableFuture.supplyAsync(() -> {
            try {
                return new Runner(options).run();
            } catch (RunnerException e) {
                throw new ForkFailure(reason(log, e), e);
            }
        });
        try {
            return results.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            killChildren();
            throw new ForkFailure("its fork did not end within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            killChildren();
            Thread.currentThread().interrupt();
            throw new ForkFailure("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForkFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void killChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** The first reason that the fork itself gave, else the signal that ended it. */
    private static String reason(Path log, RunnerException e) {
        String text = "";
        try {
            text = Files.readString(log);
        } catch (IOException unreadable) {
            e.addSuppressed(unreadable);
        }
        Matcher own = OWN_REASON.matcher(text);
        if (own.find()) {
            return own.group(1).trim();
        }
        Matcher signal = SIGNAL.matcher(text);
        return signal.find() ? "its fork crashed: " + signal.group(1) : "its fork failed: " + firstComplaint(text, e);
    }

    private static String firstComplaint(String text, RunnerException e) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && (line.contains("Exception") || line.contains("rror")))
                .findFirst()
                .orElse(String.valueOf(e.getMessage()))
                .trim();
    }
}
