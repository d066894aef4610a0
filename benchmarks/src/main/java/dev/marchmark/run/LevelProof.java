// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.LibraryCode;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The proof that no library holds an instruction above its variant's level, by its code and not by what it says. A
 * package that asks the CPU while it runs holds such code in every build.
 */
public final class LevelProof {
    private LevelProof() {}

    /**
     * Audits what a run will measure, or goes on to measure, and proves it: all but packages whose builds may hold higher
     * levels.
     *
     * @param build the folder that the manifest's paths are relative to
     * @return the code of the libraries; empty where the host has no objdump to audit one, which is said
     * @throws RunException naming the first library that can't be audited, or that holds such an instruction and in which
     *     function
     */
    public static Optional<MachineCode> audit(
            Path build, Manifest manifest, List<String> workloads, List<Variant> variants, Progress progress) {
        Optional<MachineCode> code = MachineCode.of(build, manifest, workloads, variants, progress);
        code.ifPresent(known -> require(known, manifest, workloads, variants));
        return code;
    }

    static void require(MachineCode code, Manifest manifest, List<String> workloads, List<Variant> variants) {
        for (String workload : workloads) {
            if (manifest.packageOf(workload)
                    .filter(called -> called.dispatch().mayHoldHigherLevels())
                    .isPresent()) {
                continue;
            }
            for (Variant variant : variants) {
                code.of(workload, variant.name()).ifPresent(library -> require(library, workload, variant));
            }
        }
    }

    private static void require(LibraryCode library, String workload, Variant variant) {
        if (library.total().level() > variant.level()) {
            String functions = library.functions().entrySet().stream()
                    .filter(function -> function.getValue().counts().level() > variant.level())
                    .map(function -> function.getKey() + " "
                            + function.getValue().counts().features())
                    .collect(Collectors.joining(", "));
            throw new RunException("the library of " + workload + " is of variant " + variant.name()
                    + " but needs x86-64-v" + library.total().level() + ": "
                    + (functions.isEmpty() ? "code that belongs to no function" : functions)
                    + "; look for target attributes, intrinsics and inline assembly in its source");
        }
    }
}
