// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Auditors on all CPUs, and a private folder for what is in between, which goes when they are done. */
final class Auditors implements AutoCloseable {
    /** The end of a sentence about the system's temporary folder. */
    static final String NO_FOLDER = "can't take a folder for what is in between; see TMPDIR, or -Djava.io.tmpdir";

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

    /** What comes of a thing that can't be audited; throwing ends it for all. */
    interface Refusal<T, R> {
        R of(T thing, AuditException reason) throws AuditException;
    }

    /** Takes what comes of things, in their order, by several threads, one at a time. */
    interface Results<R> {
        void take(R result);
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
     * Does the task for all jobs, as many at a time as there are CPUs and memory for.
     *
     * @throws AuditException of a refusal
     */
    <T, R> void atOnce(List<Job<T>> jobs, Task<T, R> task, Refusal<T, R> refusal, Results<R> results)
            throws AuditException {
        watcher.found(jobs.size(), jobs.stream().mapToLong(Job::bytes).sum());
        long memory = Runtime.getRuntime().maxMemory();
        Room room = new Room(jobs.stream().map(Job::bytes).toList(), memory);
        Ordered<R> ordered = new Ordered<>(results);
        int threads = (int) Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, memory / Room.LEAST));
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "audit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(workers.submit(() -> work(jobs, task, refusal, room, ordered)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            room.close();
            watcher.ends();
            workers.shutdownNow();
        }
    }

    /** Does jobs until none waits any more; returns that this was so. */
    private <T, R> boolean work(
            List<Job<T>> jobs, Task<T, R> task, Refusal<T, R> refusal, Room room, Ordered<R> results)
            throws AuditException, InterruptedException {
        Auditor auditor = new Auditor(workspace);
        boolean none = false;
        try {
            Optional<Room.Place> place = room.enter();
            while (place.isPresent()) {
                work(jobs.get(place.get().job()), auditor, task, refusal, room, place.get(), results);
                place = room.enter();
            }
            none = true;
        } finally {
            if (!none) {
                room.close();
            }
        }
        return none;
    }

    private <T, R> void work(
            Job<T> job,
            Auditor auditor,
            Task<T, R> task,
            Refusal<T, R> refusal,
            Room room,
            Room.Place place,
            Ordered<R> results)
            throws AuditException {
        FileProgress progress = new FileProgress(watcher, job.name(), room.isWhole(place) ? 0 : job.bytes());
        R result;
        try {
            result = task.of(job.thing(), auditor, progress);
        } catch (AuditException e) {
            if (e.isLackOfMemory() && !room.isWhole(place)) {
                progress.done();
                room.again(place);
                return;
            }
            result = refusal.of(job.thing(), e);
        }
        progress.done();
        room.leave(place);
        results.put(place.job(), result);
    }

    @Override
    public void close() {
        Tool.deleteFolder(workspace);
    }

    /** Passes results on in the order of their jobs. */
    private static final class Ordered<R> {
        private final Results<R> results;
        private final Map<Integer, R> early = new HashMap<>();
        private int next;

        Ordered(Results<R> results) {
            this.results = results;
        }

        synchronized void put(int job, R result) {
            early.put(job, result);
            for (R now = early.remove(next); now != null; now = early.remove(next)) {
                results.take(now);
                next++;
            }
        }
    }
}
