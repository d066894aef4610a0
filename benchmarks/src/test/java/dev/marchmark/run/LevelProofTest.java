// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.model.Dispatch;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A library that says v2 and holds an instruction of v3 is found by its code. */
class LevelProofTest {
    private static final String HONEST = "int run(int x) { return x + 1; }\n";
    private static final String PLANTED =
            """
            __attribute__((target("bmi2"), noinline)) static unsigned hidden(unsigned x, unsigned n) { return x << n; }
            unsigned run(unsigned x, unsigned n) { return hidden(x, n) + 1; }
            """;
    private static final List<String> WORKLOADS = List.of("kernels/planted/it");

    @TempDir
    private Path folder = Path.of("");

    private void require(String source, int level) throws IOException, InterruptedException {
        require(source, level, WORKLOADS, List.of());
    }

    private void require(String source, int level, List<String> workloads, List<SourcePackage> packages)
            throws IOException, InterruptedException {
        Path unit = Files.writeString(folder.resolve("it.c"), source);
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-O2",
                        "-march=x86-64-v2",
                        "-fPIC",
                        "-shared",
                        "-nostdlib",
                        "-o",
                        folder.resolve("it.so").toString(),
                        unit.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        String name = "v" + level + "-O2";
        Variant variant = new Variant(name, level, "gcc", "gcc", "", null, null);
        Library library = new Library(workloads.get(0), name, "0", "", 1, level, "it.so", List.of(), List.of());
        Manifest manifest = new Manifest(List.of(variant), Map.of(), packages, List.of(), List.of(library), List.of());
        assertThat(LevelProof.audit(folder, manifest, workloads, List.of(variant), new Watcher(0)))
                .isPresent();
    }

    @Test
    void libraryThatKeepsToItsLevelPasses() throws Exception {
        require(HONEST, 2);
        require(PLANTED, 3);
    }

    @Test
    void instructionAboveTheLevelStopsTheRun() {
        assertThatThrownBy(() -> require(PLANTED, 2))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("kernels/planted/it is of variant v2-O2 but needs x86-64-v3")
                .hasMessageContaining("BMI2=1")
                .hasMessageContaining("target attributes");
    }

    /** One that asks the CPU runs such code behind the question; one that does not would run it anywhere. */
    @ParameterizedTest
    @EnumSource
    void packageMayHoldHigherCodeOnlyWhereItAsksTheCpu(Dispatch dispatch) throws Exception {
        List<String> calls = List.of("packages/planted/it");
        SourcePackage called = new SourcePackage("planted", "planted", "1", "Zlib", dispatch, true, List.of());
        if (dispatch == Dispatch.RUN_TIME || dispatch == Dispatch.MIXED) {
            require(PLANTED, 2, calls, List.of(called));
        } else {
            assertThatThrownBy(() -> require(PLANTED, 2, calls, List.of(called)))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("packages/planted/it is of variant v2-O2 but needs x86-64-v3");
        }
    }
}
