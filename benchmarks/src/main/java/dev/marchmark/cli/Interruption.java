// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.run.StopRequest;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ctrl-C while a run, a scan or an audit goes on: it ends soon, a run after its present fork, reports what is there, and the
 * process ends.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 60;

    private Interruption() {}

    /** Does the work, and asks it to stop when the process is told to end meanwhile: what fails then is no fault (D133). */
    static int guard(StopRequest stop, IntSupplier work) {
        CountDownLatch reported = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stop.make();
            try {
                // The JVM halts when the hooks are through, so this one waits for the report.
                if (!reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println(
                            "marchmark: what goes on did not end in time; of a run, what was finished before is stored");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } catch (IllegalStateException | UncheckedIOException e) {
            if (!stop.isMadeSoon()) {
                throw e;
            }
            System.err.println("marchmark: ended, and what went on failed by it: " + e.getMessage());
            return ExitCode.INTERRUPTED;
        } finally {
            reported.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is going down: the hook has just been released.
            }
        }
    }
}
