// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Inputs.Input;
import dev.marchmark.model.Audit;
import dev.marchmark.model.Audit.Failure;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.FileAudit;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Audits files and folders, several at a time. */
public final class Audits {
    /** Who watches; called by several threads, one at a time. */
    public interface Watcher {
        /** Files were found. */
        void found(int files);

        /** One of them begins. */
        void begins(String name);

        /** All are done. */
        void ends();

        /** Looks away. */
        Watcher NOBODY = new Watcher() {
            @Override
            public void found(int files) {}

            @Override
            public void begins(String name) {}

            @Override
            public void ends() {}
        };
    }

    private static final String NO_FOLDER =
            "can't take a folder for what is in between; see TMPDIR, or -Djava.io.tmpdir";

    private final Watcher watcher;
    private final Path workspace;

    private Audits(Watcher watcher, Path workspace) {
        this.watcher = watcher;
        this.workspace = workspace;
    }

    /** Whether objdump is here, without which nothing can be audited; a bundle may be on a host without binutils. */
    public static boolean isPossible() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "objdump")));
    }

    /**
     * Audits what is named: ELF files, static libraries, packages, and folders with any of these. What can't be audited is
     * in the result with the reason.
     */
    public static Audit of(List<Path> named, Watcher watcher) {
        Path workspace = null;
        try {
            workspace = Files.createTempDirectory("marchmark-audit-"); // for its owner only
            return new Audits(watcher, workspace).audit(new Inputs(named));
        } catch (IOException e) {
            return new Audit(List.of(), List.of(new Failure(System.getProperty("java.io.tmpdir", ""), NO_FOLDER)));
        } finally {
            if (workspace != null) {
                deleteAll(workspace);
            }
        }
    }

    /**
     * Compares two ELF files, builds of the same source.
     *
     * @throws AuditException naming the file that can't be read
     */
    public static BuildComparison compare(Path baseline, Path candidate) throws AuditException {
        Path workspace = null;
        try {
            workspace = Files.createTempDirectory("marchmark-audit-");
            return new Comparer(workspace).compare(baseline, candidate);
        } catch (IOException e) {
            throw new AuditException(System.getProperty("java.io.tmpdir", "") + " " + NO_FOLDER, e);
        } finally {
            if (workspace != null) {
                deleteAll(workspace);
            }
        }
    }

    /**
     * The code of libraries, in their order, several read at a time.
     *
     * @throws AuditException naming the first that can't be read
     */
    public static List<LibraryCode> code(List<Path> libraries, Watcher watcher) throws AuditException {
        Path workspace = null;
        try {
            workspace = Files.createTempDirectory("marchmark-audit-");
            watcher.found(libraries.size());
            Audits audits = new Audits(watcher, workspace);
            return audits.atOnce(libraries, audits::code);
        } catch (IOException e) {
            throw new AuditException(System.getProperty("java.io.tmpdir", "") + " " + NO_FOLDER, e);
        } finally {
            if (workspace != null) {
                deleteAll(workspace);
            }
        }
    }

    /**
     * What an audit depends on beside the file: the version of objdump, and which instruction needs what. For those who
     * keep audits.
     *
     * @throws AuditException where objdump can't be asked
     */
    public static String decoder() throws AuditException {
        StringBuilder version = new StringBuilder();
        Tool.run(
                List.of("objdump", "--version"),
                output -> version.append(new String(output.readAllBytes(), StandardCharsets.UTF_8)));
        return version.toString().lines().findFirst().orElse("") + ", " + InstructionTable.shippedSha256();
    }

    private LibraryCode code(Path library, Auditor auditor) throws AuditException {
        begins(library.toString());
        try {
            return auditor.code(library);
        } catch (AuditException e) {
            throw new AuditException(library + " " + e.reason(), e);
        }
    }

    private Audit audit(Inputs found) {
        watcher.found(found.inputs().size());
        List<FileAudit> files = new ArrayList<>();
        List<Failure> failures = new ArrayList<>(found.failures());
        try {
            for (Audit part : atOnce(found.inputs(), this::audit)) {
                files.addAll(part.files());
                failures.addAll(part.failures());
            }
        } catch (AuditException e) {
            throw new IllegalStateException(e); // each part holds its own
        }
        files.sort(Comparator.comparing(FileAudit::name));
        failures.sort(Comparator.comparing(Failure::name));
        return new Audit(files, failures);
    }

    /** What one auditor makes of one thing. */
    private interface Task<T, R> {
        R of(T thing, Auditor auditor) throws AuditException;
    }

    /** Does the task for all things, on all CPUs; returns what comes of them in their order. */
    private <T, R> List<R> atOnce(List<T> things, Task<T, R> task) throws AuditException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
                    Thread thread = new Thread(work, "audit");
                    thread.setDaemon(true);
                    return thread;
                });
        ThreadLocal<Auditor> auditors = ThreadLocal.withInitial(() -> new Auditor(workspace));
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

    private void begins(String name) {
        synchronized (watcher) {
            watcher.begins(name);
        }
    }

    private Audit audit(Input input, Auditor auditor) {
        begins(input.name());
        List<FileAudit> files = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        try {
            if (input.kind() == Archives.Kind.ELF) {
                files.add(auditor.audit(input.file(), input.name()));
            } else {
                Archives.visit(input.file(), input.name(), workspace, (file, name) -> {
                    try {
                        files.add(auditor.audit(file, name));
                    } catch (AuditException e) {
                        failures.add(new Failure(name, e.reason()));
                    }
                });
            }
        } catch (AuditException e) {
            failures.add(new Failure(input.name(), e.reason()));
        }
        return new Audit(files, failures);
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(Tool::delete);
        } catch (IOException e) {
            // what stays is in the system's temporary folder
        }
        Tool.delete(folder);
    }
}
