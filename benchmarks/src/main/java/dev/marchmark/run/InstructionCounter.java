// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.Audits;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.NativeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what variants execute, by valgrind's callgrind on the driver of the native build; several at a time. */
public final class InstructionCounter {
    /** The highest level that valgrind emulates. */
    public static final int HIGHEST_LEVEL = 3;

    /** Runs that are counted, over as many instances where a workload has them: of all variants the same. */
    private static final int RUNS = 64;

    private static final int PATIENCE_MINUTES = 10;
    private static final String OUTPUT = "callgrind.out";
    private static final String UNKNOWN = "vex amd64->IR: unhandled instruction bytes:";

    private final Path build;
    private final Manifest manifest;
    private final Size size;
    private final Progress progress;

    /** Why something is not counted. */
    private static final class NotCountedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotCountedException(String message) {
            super(message);
        }
    }

    /** One of the two. */
    private record Outcome(@Nullable InstructionCount count, Run.@Nullable Failure failure) {}

    /** @param build the folder that the manifest's paths are relative to */
    public InstructionCounter(Path build, Manifest manifest, Size size, Progress progress) {
        this.build = build;
        this.manifest = manifest;
        this.size = size;
        this.progress = progress;
    }

    /** The version of valgrind, as it prints it; empty where it is not installed. */
    public static Optional<String> version() {
        try {
            Process process = new ProcessBuilder("valgrind", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && text.matches("valgrind-[0-9A-Za-z.-]{1,40}")
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted");
        }
    }

    /**
     * Counts all variants of all workloads; those that do not offer the size are left out, which is said.
     *
     * @param counter what {@link #version} says
     */
    public InstructionCounts count(String counter, List<String> workloads, List<Variant> variants) {
        List<InstructionCount> counts = new ArrayList<>();
        List<Run.Failure> failures = new ArrayList<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Outcome>> tasks = new ArrayList<>();
            for (String id : workloads) {
                Workload workload = manifest.workload(id);
                Optional<Run.WorkloadFacts> facts = Preparation.facts(build, workload, size);
                if (facts.isEmpty()) {
                    progress.say(id + " is left out: it does not offer size " + size.label());
                    continue;
                }
                for (Variant variant : variants) {
                    tasks.add(() -> outcome(workload, facts.get(), variant));
                }
            }
            progress.begin("counting", tasks.size());
            for (Future<Outcome> future : tasks.stream().map(workers::submit).toList()) {
                Outcome outcome = future.get();
                if (outcome.count() != null) {
                    counts.add(outcome.count());
                }
                if (outcome.failure() != null) {
                    failures.add(outcome.failure());
                }
            }
        } catch (NativeException e) {
            throw new RunException(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted");
        } finally {
            progress.end();
            workers.shutdownNow();
        }
        return new InstructionCounts(
                size.label(), counter, variants.stream().map(Variant::name).toList(), counts, failures);
    }

    private Outcome outcome(Workload workload, Run.WorkloadFacts facts, Variant variant) {
        synchronized (progress) {
            progress.step(workload.id() + ", " + variant.name());
        }
        try {
            return new Outcome(counted(workload, facts, variant), null);
        } catch (NotCountedException e) {
            String reason = Session.withoutPaths(e.getMessage());
            return new Outcome(null, new Run.Failure(workload.id(), variant.name(), reason));
        }
    }

    private InstructionCount counted(Workload workload, Run.WorkloadFacts facts, Variant variant)
            throws NotCountedException {
        Library library = manifest.libraries(workload.id(), variant.name()).get(0);
        Path file = build.resolve(library.path()).toAbsolutePath();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("marchmark-count-");
            Path driver = build.resolve("count/driver").toRealPath();
            run(folder, driver, build.resolve(workload.reference()), file);
            Optional<Set<Long>> packed = Audits.isPossible() ? Optional.of(Audits.packed(file)) : Optional.empty();
            CallgrindOutput output = CallgrindOutput.parse(
                    Files.readAllLines(folder.resolve(OUTPUT)),
                    driver.toString(),
                    file.toRealPath().toString(),
                    packed.orElse(Set.of()));
            if (output.instructions() == 0) {
                throw new NotCountedException("callgrind counted nothing");
            }
            return new InstructionCount(
                    workload.id(),
                    variant.name(),
                    library.sha256(),
                    facts.unit(),
                    facts.work(),
                    RUNS,
                    output.instructions(),
                    packed.isPresent() ? output.packed() : null);
        } catch (AuditException e) {
            throw new NotCountedException(e.reason());
        } catch (IOException | IllegalArgumentException e) {
            throw new NotCountedException("callgrind's output can't be read: " + e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private void run(Path folder, Path driver, Path reference, Path library) throws IOException, NotCountedException {
        Path errors = folder.resolve("errors");
        // In the folder itself: in a path valgrind would give a per cent sign a meaning.
        ProcessBuilder builder = new ProcessBuilder(
                        "valgrind",
                        "--tool=callgrind",
                        "--command-line-only=yes",
                        "--instr-atstart=no",
                        "--collect-atstart=no",
                        "--dump-instr=yes",
                        "--dump-line=no",
                        "--compress-pos=no",
                        "--compress-strings=no",
                        "--callgrind-out-file=" + OUTPUT,
                        driver.toString(),
                        reference.toAbsolutePath().toString(),
                        library.toAbsolutePath().toString(),
                        String.valueOf(size.bytes()),
                        String.valueOf(RUNS))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new NotCountedException("not done after " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotCountedException("interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new NotCountedException(reason(Files.readAllLines(errors), process.exitValue()));
        }
    }

    /** What valgrind does not know, or else what the driver says last. */
    static String reason(List<String> errors, int status) {
        Predicate<String> isValgrinds = line -> line.startsWith("==") || line.startsWith("--");
        return errors.stream()
                .filter(line -> line.startsWith(UNKNOWN))
                .map(line -> "valgrind does not know the instruction" + line.substring(UNKNOWN.length()))
                .findFirst()
                .or(() -> errors.stream()
                        .filter(isValgrinds.negate().and(line -> !line.isBlank()))
                        .reduce((first, last) -> last))
                .orElse("the driver ended with status " + status + " under valgrind");
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // what stays is in the system's temporary folder
        }
    }
}
