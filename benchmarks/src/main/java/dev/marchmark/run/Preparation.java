// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.harness.ForkLength;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.NativeException;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shape;
import dev.marchmark.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What comes before the first fork: the facts of each workload, and the proof that its variants compute it. */
public final class Preparation {
    private Preparation() {}

    /**
     * The facts of a workload at a size; empty where it does not offer that size.
     *
     * @throws NativeException where its reference library can't be used
     */
    public static Optional<Run.WorkloadFacts> facts(Path build, Workload workload, Size size) {
        try (ReferenceLibrary reference = ReferenceLibrary.open(build.resolve(workload.reference()))) {
            Optional<Shape> shape = reference.shape(size);
            return shape.map(offered -> new Run.WorkloadFacts(
                    workload.id(),
                    workload.referenceSha256(),
                    reference.summary(),
                    reference.unit(),
                    offered.n(),
                    offered.work(),
                    offered.instances(),
                    offered.bytesPerRun(),
                    workload.files()));
        }
    }

    /** Those of the workloads that offer a size. */
    public static List<String> offering(Path build, Manifest manifest, List<String> workloads, Size size) {
        return workloads.stream()
                .filter(id -> facts(build, manifest.workload(id), size).isPresent())
                .toList();
    }

    /** Those of the workloads that have no reference, and why: nothing of them can be measured. */
    public static List<Run.Failure> withoutReference(Manifest manifest, List<String> workloads) {
        return manifest.broken().stream()
                .filter(each -> each.variant() == null && workloads.contains(each.workload()))
                .map(each -> new Run.Failure(each.workload(), null, FailureReason.withoutPaths(each.reason())))
                .toList();
    }

    /** The libraries of these workloads and variants, as a result names them. */
    public static List<Run.LibraryFacts> libraries(Manifest manifest, List<String> workloads, List<Variant> variants) {
        List<Run.LibraryFacts> facts = new ArrayList<>();
        for (String workload : workloads) {
            for (Variant variant : variants) {
                for (Library library : manifest.libraries(workload, variant.name())) {
                    facts.add(new Run.LibraryFacts(
                            workload,
                            variant.name(),
                            library.layout(),
                            library.sha256(),
                            library.codeBytes(),
                            library.libgcc()));
                }
            }
        }
        return facts;
    }

    /** The packages that these workloads call, with what was built of them as these variants. */
    public static List<SourcePackage> packages(Manifest manifest, List<String> workloads, List<Variant> variants) {
        List<String> names = variants.stream().map(Variant::name).toList();
        return workloads.stream()
                .flatMap(id -> manifest.packageOf(id).stream())
                .distinct()
                .map(called -> called.of(names))
                .toList();
    }

    /** What a reader must know of them: which are not what the distribution ships, or not at the level that they claim. */
    public static List<Warning> warnings(List<SourcePackage> packages) {
        List<Warning> warnings = new ArrayList<>();
        for (SourcePackage each : packages) {
            String name = "package " + each.name() + " " + each.version();
            if (Boolean.FALSE.equals(each.reproduced())) {
                warnings.add(
                        new Warning(
                                Warning.Kind.PACKAGE,
                                name
                                        + " is not reproduced: the code of its baseline build is not that of the distribution's library"));
            }
            for (SourcePackage.Build build : each.builds()) {
                if (!build.keepsLevel()) {
                    warnings.add(new Warning(
                            Warning.Kind.PACKAGE,
                            name + ", " + build.variant() + ": only " + build.unitsAtLevel() + " of its "
                                    + build.units() + " units of C and C++ are compiled at that level"));
                }
                if (Boolean.FALSE.equals(build.addsLevel())) {
                    warnings.add(new Warning(
                            Warning.Kind.PACKAGE,
                            name + ", " + build.variant()
                                    + ": its code has no instruction of its level that the baseline's has not"));
                }
            }
        }
        return warnings;
    }

    /** How the results of each candidate compare with the baseline's, for workloads of which all variants passed. */
    public static List<Run.Numerics> numerics(
            Verifier verifier,
            Manifest manifest,
            List<String> workloads,
            List<Variant> variants,
            List<Run.Failure> failures,
            BooleanSupplier stopping) {
        List<Run.Numerics> numerics = new ArrayList<>();
        for (String id : workloads) {
            if (failures.stream().anyMatch(failure -> failure.workload().equals(id))) {
                continue;
            }
            Library baseline = manifest.libraries(id, variants.get(0).name()).get(0);
            for (Variant candidate : variants.subList(1, variants.size())) {
                if (stopping.getAsBoolean()) {
                    return numerics;
                }
                Library library = manifest.libraries(id, candidate.name()).get(0);
                verifier.compare(manifest.workload(id), baseline, library)
                        .ifPresent(agreement -> numerics.add(new Run.Numerics(
                                id,
                                candidate.name(),
                                agreement.numericClass(),
                                agreement.largestUlps(),
                                agreement.largestDifference())));
            }
        }
        return numerics;
    }

    /**
     * About how long a fork of each workload will measure, by what one run of its baseline takes; without those that failed.
     *
     * @param stopping ends it early
     */
    public static Map<String, Duration> measuring(
            Verifier verifier,
            Manifest manifest,
            Settings settings,
            List<Run.WorkloadFacts> workloads,
            List<Run.Failure> failures,
            BooleanSupplier stopping) {
        Map<String, Duration> measuring = new HashMap<>();
        List<String> variants = settings.variants();
        Duration told = Duration.ofMillis(settings.measuredMillis());
        for (Run.WorkloadFacts each : workloads) {
            if (failures.stream().anyMatch(failure -> failure.workload().equals(each.id()))) {
                continue;
            }
            if (stopping.getAsBoolean()) {
                return measuring;
            }
            Library baseline = manifest.libraries(each.id(), variants.get(0)).get(0);
            verifier.nanosPerRun(manifest.workload(each.id()), baseline, Size.of(settings.size()))
                    .ifPresent(nanos -> measuring.put(
                            each.id(), ForkLength.expected(told, variants.size(), each.instances() > 1, nanos)));
        }
        return measuring;
    }

    /** How many of these workloads' variants were built, or could not be. */
    public static int tried(Manifest manifest, List<String> workloads, List<Variant> variants) {
        return (int) workloads.stream()
                .flatMap(id -> variants.stream().filter(variant -> isTried(manifest, id, variant)))
                .count();
    }

    private static boolean isTried(Manifest manifest, String id, Variant variant) {
        return !manifest.libraries(id, variant.name()).isEmpty()
                || manifest.broken(id, variant.name()).isPresent();
    }

    /**
     * Verifies every variant of every workload; all layouts of a variant hold the same object code, so one stands for
     * all. A variant that could not be built has failed; one that does not build the workload is passed over.
     *
     * @param stopping ends it early
     * @return what failed
     */
    public static List<Run.Failure> verify(
            Verifier verifier,
            Manifest manifest,
            List<String> workloads,
            List<Variant> variants,
            Progress progress,
            BooleanSupplier stopping) {
        List<Run.Failure> failures = new ArrayList<>();
        progress.begin("verifying", tried(manifest, workloads, variants));
        for (String id : workloads) {
            for (Variant variant : variants) {
                if (stopping.getAsBoolean() || !isTried(manifest, id, variant)) {
                    continue;
                }
                progress.step(id + ", " + variant.name());
                String failure = manifest.broken(id, variant.name()).orElse(null);
                if (failure == null) {
                    failure = verifier.verify(
                                    manifest.workload(id),
                                    manifest.libraries(id, variant.name()).get(0))
                            .failure();
                }
                if (failure != null) {
                    failures.add(new Run.Failure(id, variant.name(), FailureReason.withoutPaths(failure)));
                }
            }
        }
        progress.end();
        return failures;
    }
}
