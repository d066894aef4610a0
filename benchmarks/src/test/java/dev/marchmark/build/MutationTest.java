// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shape;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Would `verify` notice? Every kernel of the project with each of three faults, planted by `mutated.h`. */
@Tag("slow")
class MutationTest {
    private static final Path NATIVE =
            Path.of(System.getProperty("basedir", "")).resolve("../native");
    private static final String AS_IT_IS = "v2-O2";
    private static final List<String> FAULTS = List.of("MM_NOTHING", "MM_OFF_BY_ONE", "MM_OVERRUN");

    @Test
    void everyKernelPassesAsItIsAndFailsWithEachFault(@TempDir Path temporary) throws IOException {
        List<String> lines = new ArrayList<>(List.of(AS_IT_IS + " gcc -march=x86-64-v2 -O2"));
        FAULTS.forEach(fault -> lines.add(variant(fault)
                + " gcc -march=x86-64-v2 -O2 -include include/mutated.h -Wno-override-init -DMM_MUTATION=" + fault));
        NativeBuild build = NativeFolder.at(temporary.resolve("mutated"))
                .withKernels(kernels())
                .withBuiltReferences()
                .withPlantedHeaders()
                .withVariants(lines.toArray(String[]::new))
                .withLayouts(1)
                .build();
        Manifest manifest = build.build(
                List.of(kernels()),
                lines.stream().map(line -> line.split(" ", 2)[0]).toList());
        Shim.load(build.output());
        List<String> unnoticed = new ArrayList<>();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (Verifier verifier = new Verifier(java, build.output(), Duration.ofMinutes(2))) {
            for (Workload workload : manifest.workloads()) {
                assertThat(verify(verifier, manifest, workload, AS_IT_IS)).isNull();
                for (String fault : FAULTS) {
                    if (hasResult(build, workload) && verify(verifier, manifest, workload, variant(fault)) == null) {
                        unnoticed.add(workload.id() + " " + fault);
                    }
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private static String variant(String fault) {
        return "v2-O2-" + fault;
    }

    private static @org.jspecify.annotations.Nullable String verify(
            Verifier verifier, Manifest manifest, Workload workload, String variant) {
        return verifier.verify(
                        workload, manifest.libraries(workload.id(), variant).get(0))
                .failure();
    }

    /** An empty run has none, and doing nothing is right for it. */
    private static boolean hasResult(NativeBuild build, Workload workload) {
        try (ReferenceLibrary reference = ReferenceLibrary.open(build.output().resolve(workload.reference()))) {
            return reference.shape(1 << 16).orElseThrow().buffers().stream()
                    .map(Shape.Buffer::role)
                    .anyMatch(Shape.Role::isResult);
        }
    }

    private static String[] kernels() throws IOException {
        try (Stream<Path> files = Files.walk(NATIVE.resolve("kernels"))) {
            return files.map(file -> NATIVE.relativize(file).toString())
                    .filter(file -> file.endsWith(".c"))
                    .map(file -> file.substring(0, file.length() - ".c".length()))
                    .sorted()
                    .toArray(String[]::new);
        }
    }
}
