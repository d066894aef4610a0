// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Auditors.Job;
import dev.marchmark.audit.Inputs.Input;
import dev.marchmark.model.Audit;
import dev.marchmark.model.Audit.Failure;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.FileAudit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Audits files and folders, several at a time. */
public final class Audits {
    /** Who watches; called by several threads, one at a time. */
    public interface Watcher {
        /** Files were found, with so many bytes in all. */
        void found(int files, long bytes);

        /** One of them begins. */
        void begins(String name);

        /** So many bytes more of one are done. */
        void advances(String name, long bytes);

        /** All are done. */
        void ends();

        /** Whether it does not wait for what is not done; asked all the time. */
        default boolean isStopped() {
            return false;
        }

        /** Looks away. */
        Watcher NOBODY = new Watcher() {
            @Override
            public void found(int files, long bytes) {}

            @Override
            public void begins(String name) {}

            @Override
            public void advances(String name, long bytes) {}

            @Override
            public void ends() {}
        };
    }

    private static final Audit NOTHING = new Audit(List.of(), List.of());

    private final Auditors auditors;

    private Audits(Auditors auditors) {
        this.auditors = auditors;
    }

    /** Whether objdump is here, without which nothing can be audited; a bundle may be on a host without binutils. */
    public static boolean isPossible() {
        return Tool.isPresent("objdump");
    }

    /**
     * Audits what is named: ELF files, static libraries, packages, and folders with any of these.
     *
     * @param each takes the files by name, and may forget them: they name all of their functions
     * @return what can't be audited, with the reason
     */
    public static List<Failure> each(List<Path> named, Watcher watcher, Consumer<FileAudit> each) {
        try (Auditors auditors = new Auditors(watcher)) {
            return new Audits(auditors).all(new Inputs(named), each);
        } catch (AuditException e) {
            // Files hold their own.
            return List.of(new Failure(System.getProperty("java.io.tmpdir", ""), Auditors.NO_FOLDER));
        }
    }

    /**
     * Compares two ELF files, builds of the same source.
     *
     * @throws AuditException naming the file that can't be read
     */
    public static BuildComparison compare(Path baseline, Path candidate) throws AuditException {
        try (Auditors auditors = new Auditors(Watcher.NOBODY)) {
            return new Comparer(auditors.workspace()).compare(baseline, candidate);
        }
    }

    /**
     * The code of libraries, in their order, several read at a time.
     *
     * @throws AuditException naming the first that can't be read
     */
    public static List<LibraryCode> code(List<Path> libraries, Watcher watcher) throws AuditException {
        try (Auditors auditors = new Auditors(watcher)) {
            List<Job<Path>> jobs = libraries.stream()
                    .map(library -> new Job<>(library, library.toString(), size(library)))
                    .toList();
            List<LibraryCode> code = new ArrayList<>();
            auditors.atOnce(
                    jobs,
                    (library, auditor, progress) -> auditor.code(library, progress::at),
                    (library, e) -> {
                        throw new AuditException(library + " " + e.reason(), e);
                    },
                    code::add);
            return code;
        }
    }

    /**
     * Where a library's instructions lie that compute on several elements at once, or need more than x86-64 itself, as far
     * as its functions reach.
     *
     * @throws AuditException naming the library, where it can't be read
     */
    public static InstructionPlaces places(Path library) throws AuditException {
        try (Auditors auditors = new Auditors(Watcher.NOBODY)) {
            return new Auditor(auditors.workspace()).places(library);
        } catch (AuditException e) {
            throw new AuditException(library + " " + e.reason(), e);
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

    /** For the watcher; where a file can't be read, its audit says why. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Files that were not done when the watcher stopped it are one failure. */
    private List<Failure> all(Inputs found, Consumer<FileAudit> each) throws AuditException {
        List<Failure> failures = new ArrayList<>(found.failures());
        LongAdder notDone = new LongAdder();
        List<Job<Input>> jobs = found.inputs().stream()
                .sorted(Comparator.comparing(Input::name))
                .map(input -> new Job<>(input, input.name(), size(input.file())))
                .toList();
        auditors.atOnce(
                jobs,
                this::audit,
                (input, e) -> {
                    if (auditors.isStopped()) {
                        notDone.increment();
                        return NOTHING;
                    }
                    return new Audit(List.of(), List.of(new Failure(input.name(), e.reason())));
                },
                (Audit part) -> {
                    part.files().stream()
                            .sorted(Comparator.comparing(FileAudit::name))
                            .forEach(each);
                    failures.addAll(part.failures());
                });
        failures.sort(Comparator.comparing(Failure::name));
        if (notDone.sum() > 0) {
            failures.add(new Failure(
                    notDone.sum() + " of " + jobs.size() + " files", "were not done when the audit was ended"));
        }
        return failures;
    }

    private Audit audit(Input input, Auditor auditor, FileProgress progress) throws AuditException {
        progress.at(0);
        if (input.kind() == Archives.Kind.ELF) {
            return new Audit(List.of(auditor.audit(input.file(), input.name(), progress::at)), List.of());
        }
        List<FileAudit> files = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        try {
            Confined.to(() -> {
                unpack(input, auditor, progress, files, failures);
                return true;
            });
        } catch (AuditException e) {
            if (auditors.isStopped()) {
                throw e;
            }
            failures.add(new Failure(input.name(), e.reason()));
        }
        return new Audit(files, failures);
    }

    private void unpack(
            Input input, Auditor auditor, FileProgress progress, List<FileAudit> files, List<Failure> failures)
            throws AuditException {
        Archives.visit(input.file(), input.name(), auditors.workspace(), (file, name) -> {
            try {
                files.add(auditor.audit(file, name, any -> progress.at(0)));
            } catch (AuditException e) {
                if (auditors.isStopped()) {
                    throw e;
                }
                failures.add(new Failure(name, e.reason()));
            }
        });
    }
}
