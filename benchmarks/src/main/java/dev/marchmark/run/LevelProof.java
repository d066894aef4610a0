// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.Audits;
import dev.marchmark.model.Audit;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The proof that no library holds an instruction above its variant's level, by its code and not by what it says. */
public final class LevelProof {
    private LevelProof() {}

    /**
     * Audits a library of each workload and variant; the others are linked of the same object code.
     *
     * @param build the folder that the manifest's paths are relative to
     * @throws RunException naming the first library that holds such an instruction, and the function
     */
    public static void require(
            Path build, Manifest manifest, List<String> workloads, List<Variant> variants, Progress progress) {
        if (!Audits.isPossible()) {
            progress.say("objdump of binutils is missing: not looked whether the libraries keep to their levels");
            return;
        }
        Map<Path, Variant> levels = new LinkedHashMap<>();
        for (String workload : workloads) {
            for (Variant variant : variants) {
                List<Library> layouts = manifest.libraries(workload, variant.name());
                if (!layouts.isEmpty()) {
                    levels.put(build.resolve(layouts.get(0).path()), variant);
                }
            }
        }
        Audit audit = Audits.of(List.copyOf(levels.keySet()), Audits.Watcher.NOBODY);
        if (!audit.failures().isEmpty()) {
            Audit.Failure failure = audit.failures().get(0);
            throw new RunException(failure.name() + " can't be audited: it " + failure.reason());
        }
        for (FileAudit file : audit.files()) {
            Variant variant = levels.get(Path.of(file.name()));
            if (variant != null && file.total().level() > variant.level()) {
                String functions = file.functions().stream()
                        .filter(function -> function.counts().level() > variant.level())
                        .map(function ->
                                function.name() + " " + function.counts().features())
                        .collect(Collectors.joining(", "));
                throw new RunException(file.name() + " is of variant " + variant.name() + " but needs x86-64-v"
                        + file.total().level() + ": " + functions
                        + "; look for target attributes, intrinsics and inline assembly in its source");
            }
        }
    }
}
