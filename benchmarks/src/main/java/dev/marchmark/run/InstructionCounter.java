// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.AuditException;
import dev.marchmark.model.InstructionCount;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.NativeException;
import dev.marchmark.run.Counter.NotCountedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Counts what variants execute, on the driver of the native build. */
public final class InstructionCounter {
    private final Counter counter;
    private final Path build;
    private final Manifest manifest;
    private final Size size;
    private final Progress progress;

    /** One of the two. */
    private record Outcome(@Nullable InstructionCount count, Run.@Nullable Failure failure) {}

    /** @param build the folder that the manifest's paths are relative to */
    public InstructionCounter(Counter counter, Path build, Manifest manifest, Size size, Progress progress) {
        this.counter = counter;
        this.build = build;
        this.manifest = manifest;
        this.size = size;
        this.progress = progress;
    }

    /** The driver of a build, by the name under which callgrind knows it. */
    static Path driver(Path build) throws IOException {
        return build.resolve("count/driver").toRealPath();
    }

    /**
     * Counts all variants of all workloads, as far as they were built; those that do not offer the size are left out, which
     * is said.
     */
    public InstructionCounts count(List<String> workloads, List<Variant> variants) {
        List<InstructionCount> counts = new ArrayList<>();
        List<Run.Failure> failures = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(counter.atOnce());
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
                    task(workload, facts.get(), variant).ifPresent(tasks::add);
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
                size.label(),
                counter.name(),
                variants.stream().map(Variant::name).toList(),
                counts,
                failures);
    }

    /** Empty where the variant does not build the workload. */
    private Optional<Callable<Outcome>> task(Workload workload, Run.WorkloadFacts facts, Variant variant) {
        Optional<String> broken = manifest.broken(workload.id(), variant.name());
        if (broken.isPresent()) {
            return Optional.of(() -> failure(workload, variant, broken.get()));
        }
        return manifest.libraries(workload.id(), variant.name()).stream()
                .findFirst()
                .map(library -> () -> outcome(workload, facts, variant, library));
    }

    private static Outcome failure(Workload workload, Variant variant, @Nullable String reason) {
        return new Outcome(null, new Run.Failure(workload.id(), variant.name(), FailureReason.withoutPaths(reason)));
    }

    private Outcome outcome(Workload workload, Run.WorkloadFacts facts, Variant variant, Library library) {
        synchronized (progress) {
            progress.step(workload.id() + ", " + variant.name());
        }
        try {
            return new Outcome(counted(workload, facts, variant, library), null);
        } catch (NotCountedException e) {
            return failure(workload, variant, e.getMessage());
        } catch (AuditException e) {
            return failure(workload, variant, e.reason());
        } catch (IOException | IllegalArgumentException e) {
            return failure(workload, variant, "what was counted can't be read: " + e.getMessage());
        }
    }

    private InstructionCount counted(Workload workload, Run.WorkloadFacts facts, Variant variant, Library library)
            throws IOException, AuditException, NotCountedException {
        Path folder = Files.createTempDirectory("marchmark-count-");
        try {
            Counter.Subject subject = new Counter.Subject(
                    driver(build),
                    build.resolve(workload.reference()),
                    build.resolve(library.path()).toAbsolutePath(),
                    size);
            Counter.Counted counted = counter.count(subject, folder);
            if (counted.instructions() == 0) {
                throw new NotCountedException("nothing was counted");
            }
            Map<String, Long> features = counted.features();
            return new InstructionCount(
                    workload.id(),
                    variant.name(),
                    library.sha256(),
                    facts.unit(),
                    facts.work(),
                    Counter.RUNS,
                    counted.instructions(),
                    counted.packed(),
                    counted.asksCpu(),
                    features == null ? null : InstructionCount.Executed.of(features),
                    counted.cycles());
        } finally {
            Counter.delete(folder);
        }
    }
}
