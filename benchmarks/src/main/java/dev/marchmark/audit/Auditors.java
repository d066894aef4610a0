// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Auditors on all CPUs, and a private folder for what is in between, which goes when they are done. */
final class Auditors implements AutoCloseable {
    /** The end of a sentence about the system's temporary folder. */
    static final String NO_FOLDER = "can't take a folder for what is in between; see TMPDIR, or -Djava.io.tmpdir";

    /** What one auditor makes of one thing. */
    interface Task<T, R> {
        R of(T thing, Auditor auditor) throws AuditException;
    }

    private final Audits.Watcher watcher;
    private final Path workspace;

    /** @throws AuditException where the temporary folder can't be written, with its name */
    Auditors(Audits.Watcher watcher) throws AuditException {
        this.watcher = watcher;
        try {
            workspace = Files.createTempDirectory("marchmark-audit-"); // for its owner only
        } catch (IOException e) {
            throw new AuditException(System.getProperty("java.io.tmpdir", "") + " " + NO_FOLDER, e);
        }
    }

    Path workspace() {
        return workspace;
    }

    /** Tells the watcher what one of them begins with. */
    void begins(String name) {
        synchronized (watcher) {
            watcher.begins(name);
        }
    }

    /**
     * Does the task for all things; returns what comes of them in their order.
     *
     * @throws AuditException that of the first that fails
     */
    <T, R> List<R> atOnce(List<T> things, Task<T, R> task) throws AuditException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
                    Thread thread = new Thread(work, "audit");
                    thread.setDaemon(true);
                    return thread;
                });
        ThreadLocal<Auditor> auditors = ThreadLocal.withInitial(() -> new Auditor(workspace));
        watcher.found(things.size());
        try {
            List<Future<R>> parts = new ArrayList<>();
            for (T thing : things) {
                parts.add(workers.submit(() -> task.of(thing, auditors.get())));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> part : parts) {
                results.add(part.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            watcher.ends();
            workers.shutdownNow();
        }
    }

    @Override
    public void close() {
        Tool.deleteFolder(workspace);
    }
}
