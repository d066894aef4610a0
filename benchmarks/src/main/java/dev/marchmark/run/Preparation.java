// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.NativeException;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known before the first fork of the workloads, libraries and packages of a run. */
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
}
