// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Auditors on all CPUs, and a private folder for what is in between, which goes when they are done. */
final class Auditors implements AutoCloseable {
    /** The end of a sentence about the system's temporary folder. */
    static final String NO_FOLDER = "can't take a folder for what is in between; see TMPDIR, or -Djava.io.tmpdir";

    /** One after the other, as a browser's half million functions take some hundred MB, and beside smaller ones. */
    private static final long LARGE = 64 << 20;

    /**
     * A file to audit.
     *
     * @param thing what it is to whoever wants it
     */
    record Job<T>(T thing, String name, long bytes) {}

    /** What one auditor makes of one thing. */
    interface Task<T, R> {
        R of(T thing, Auditor auditor, FileProgress progress) throws AuditException;
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

    /** Whether the watcher does not wait for what is not done. */
    boolean isStopped() {
        return watcher.isStopped();
    }

    /**
     * Does the task for all jobs; returns what comes of them in their order.
     *
     * @throws AuditException that of one that fails
     */
    <T, R> List<R> atOnce(List<Job<T>> jobs, Task<T, R> task) throws AuditException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
                    Thread thread = new Thread(work, "audit");
                    thread.setDaemon(true);
                    return thread;
                });
        ThreadLocal<Auditor> auditors = ThreadLocal.withInitial(() -> new Auditor(workspace));
        watcher.found(jobs.size(), jobs.stream().mapToLong(Job::bytes).sum());
        try {
            List<Future<Map<Integer, R>>> parts = new ArrayList<>();
            for (List<Integer> share : shares(jobs)) {
                parts.add(workers.submit(() -> done(share, jobs, task, auditors.get())));
            }
            Map<Integer, R> results = new TreeMap<>();
            for (Future<Map<Integer, R>> part : parts) {
                results.putAll(part.get());
            }
            return List.copyOf(results.values());
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

    /** What is done one after the other, by the number of the job: all large ones first, and each of the others. */
    private static <T> List<List<Integer>> shares(List<Job<T>> jobs) {
        List<List<Integer>> shares = new ArrayList<>();
        List<Integer> large = new ArrayList<>();
        shares.add(large);
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).bytes() >= LARGE) {
                large.add(i);
            } else {
                shares.add(List.of(i));
            }
        }
        return shares;
    }

    private <T, R> Map<Integer, R> done(List<Integer> share, List<Job<T>> jobs, Task<T, R> task, Auditor auditor)
            throws AuditException {
        Map<Integer, R> results = new TreeMap<>();
        for (int i : share) {
            Job<T> job = jobs.get(i);
            FileProgress progress = new FileProgress(watcher, job.name(), job.bytes());
            results.put(i, task.of(job.thing(), auditor, progress));
            progress.done();
        }
        return results;
    }

    @Override
    public void close() {
        Tool.deleteFolder(workspace);
    }
}
