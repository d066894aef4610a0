// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A build tool while it runs. When this process is told to end, so is the tool with all that it started: make, compilers and
 * a package's own rules would else go on for minutes, and nobody waits for them (DECISIONS.md, D121).
 */
final class BuildProcess {
    /** A status above says by which signal a program ended. */
    private static final int SIGNALLED = 128;

    private static final long NEWS_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 5;
    private static final String ENDING = "marchmark is being ended";

    private final CountDownLatch told = new CountDownLatch(1);
    private @Nullable Process tool;

    /** Takes what a tool prints, until there is no more. */
    interface Reader {
        void read(Process tool) throws IOException;
    }

    private BuildProcess() {}

    /**
     * Runs a tool to its end; it gets no input. Does not come back where this process is told to end meanwhile.
     *
     * @param ended what to do then, once all of it has ended
     * @return its exit status
     * @throws IOException where it can't be started
     */
    static int run(ProcessBuilder command, Reader reader, Runnable ended) throws IOException {
        BuildProcess running = new BuildProcess();
        Thread hook = new Thread(() -> {
            running.end();
            ended.run();
        });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new BuildException(ENDING, e);
        }
        try {
            Process started = running.startOrStay(command);
            reader.read(started);
            int status = started.waitFor();
            running.stayIfTold(status > SIGNALLED ? NEWS_MILLIS : 0);
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException("interrupted", e);
        } finally {
            forget(hook);
        }
    }

    /** Ctrl-C on a terminal may end what is to become the tool, perhaps before this process has heard of that. */
    private Process startOrStay(ProcessBuilder command) throws IOException, InterruptedException {
        try {
            return start(command);
        } catch (IOException e) {
            stayIfTold(NEWS_MILLIS);
            throw e;
        }
    }

    private synchronized Process start(ProcessBuilder command) throws IOException {
        if (told.getCount() == 0) {
            throw new BuildException(ENDING);
        }
        Process started = command.start();
        tool = started;
        started.getOutputStream().close();
        return started;
    }

    /**
     * The JVM halts when its hooks are through; until then a caller would start the next tool, or say that this one failed.
     *
     * @param patience in milliseconds: Ctrl-C on a terminal ends the tool too, perhaps before this process has heard of that
     */
    private void stayIfTold(long patience) throws InterruptedException {
        if (told.await(patience, TimeUnit.MILLISECONDS)) {
            new CountDownLatch(1).await();
        }
    }

    private synchronized void end() {
        told.countDown();
        if (tool == null) {
            return;
        }
        // The tool first: it would say that what it started has failed.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(tool.toHandle()), tool.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        boolean gone = CompletableFuture.allOf(
                        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((nothing, late) -> late == null)
                .join();
        if (!gone) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is at work.
        }
    }
}
