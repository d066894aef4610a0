// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels and variants that the native build must refuse, and compilers that it must do without. */
class RefusedBuildTest {
    private static final String EMPTY = "kernels/control/empty";
    private static final String CLEARS = "kernels/test/clears";

    /** GCC makes a call of memset out of the loop. */
    private static final String CLEARING_LOOP =
            """
            #include "marchmark.h"

            static void run(const struct mm_data *data, uint64_t step) {
              char *out = mm_at(data, 0, step);
              uint64_t n = data->n;
              for (uint64_t i = 0; i < n; i++) out[i] = 0;
            }

            MM_CODE(.run = run);

            static int shape(uint64_t bytes, struct mm_shape *shape) {
              *shape = (struct mm_shape){.n = bytes, .work = bytes, .instances = 1};
              return 1;
            }

            MM_WORKLOAD(.summary = "clears", .unit = "byte", .shape = shape, .reference = run);
            """;

    private final NativeFolder folder;

    RefusedBuildTest(@TempDir Path temporary) {
        folder = NativeFolder.at(temporary.resolve("to build in"))
                .withLayouts(1)
                .withVariants("v2-O2 gcc -march=x86-64-v2 -O2");
    }

    private Manifest build(String kernel, String... variants) {
        return folder.build().build(List.of(kernel), Arrays.asList(variants));
    }

    @Test
    void undeclaredCallOfTheCLibraryIsRefusedByName() {
        folder.with(CLEARS + ".c", CLEARING_LOOP);
        assertThatThrownBy(() -> build(CLEARS, "v2-O2"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("kernels/test/clears, variant v2-O2: calls memset of the C library")
                .hasMessageContaining("MM_IMPORT(memset)");
    }

    @Test
    void declaredCallOfTheCLibraryIsListed() {
        folder.with(CLEARS + ".c", CLEARING_LOOP + "\nMM_IMPORT(memset);\n");
        assertThat(build(CLEARS, "v2-O2").libraries())
                .extracting(Library::imports)
                .containsExactly(List.of("memset"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v3-broken gcc -march=x86-64 -O2",
                "v3-broken gcc -march=x86-64-v3 -mno-bmi2 -O2",
                "v2-broken gcc -march=x86-64-v2 -mavx -O2",
                "v1-broken gcc -march=x86-64-v3 -O2",
            })
    void flagsOfAnotherLevelThanTheLabelsAreRefused(String line) {
        folder.withKernels(EMPTY).withVariants(line);
        String name = line.substring(0, line.indexOf(' '));
        assertThatThrownBy(() -> build(EMPTY, name))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("kernels/control/empty, variant " + name + ": its label says x86-64-"
                        + name.charAt(0) + name.charAt(1))
                .hasMessageContaining("mend its line in native/variants");
    }

    @Test
    void variantWithoutALevelInItsNameIsRefused() {
        folder.withKernels(EMPTY).withVariants("fast gcc -O2");
        assertThatThrownBy(() -> build(EMPTY, "fast"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("'fast' must start with its level");
    }

    @Test
    void compilerThatIsNotInstalledLeavesItsVariantOut() {
        folder.withKernels(EMPTY)
                .withVariants(
                        "v2-O2 gcc -march=x86-64-v2 -O2",
                        "v2-other no-such-cc -march=x86-64-v2 -O2",
                        "v3-O2 gcc -march=x86-64-v3 -O2");
        Manifest manifest = build(EMPTY, "v2-O2", "v2-other", "v3-O2");
        assertThat(manifest.variant("v2-other").unavailable()).isEqualTo("no-such-cc is not installed");
        assertThat(manifest.variant("v2-O2").unavailable()).isNull();
        assertThat(manifest.libraries()).extracting(Library::variant).containsExactly("v2-O2", "v3-O2");
    }

    @Test
    void compilerThatDoesNotKnowTheLevelsLeavesItsVariantOut() {
        folder.withKernels(EMPTY)
                .with(
                        "oldgcc",
                        """
                        #!/bin/sh
                        case "$*" in
                          --version) echo 'gcc (Stand-in) 9.4.0' ;;
                          *-march=x86-64-v*) echo "error: bad value for '-march=' switch" >&2; exit 1 ;;
                          *) exec gcc "$@" ;;
                        esac
                        """)
                .withVariants("v1-old ./oldgcc -march=x86-64 -O2", "v2-old ./oldgcc -march=x86-64-v2 -O2");
        assertThat(folder.path().resolve("oldgcc").toFile().setExecutable(true)).isTrue();
        Manifest manifest = build(EMPTY, "v1-old", "v2-old");
        assertThat(manifest.variant("v2-old").compilerVersion()).isEqualTo("gcc (Stand-in) 9.4.0");
        assertThat(manifest.variant("v2-old").unavailable())
                .isEqualTo("./oldgcc does not accept these flags (x86-64 levels need GCC 11 or clang 12)");
        assertThat(manifest.libraries()).extracting(Library::variant).containsExactly("v1-old");
    }

    @Test
    void syntaxErrorIsReportedWithItsFileAndLine() {
        folder.withKernels(EMPTY).with("kernels/test/broken.c", "#include \"marchmark.h\"\n\nint broken(\n");
        assertThatThrownBy(() -> build("kernels/test/broken", "v2-O2"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("the native build failed")
                .hasMessageContaining("kernels/test/broken.c:3:")
                .hasMessageContaining("error:");
    }

    @Test
    void kernelWithoutCodeIsRefused() {
        folder.with(CLEARS + ".c", CLEARING_LOOP.replace("MM_CODE(.run = run);", ""));
        assertThatThrownBy(() -> build(CLEARS, "v2-O2"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("kernels/test/clears, variant v2-O2: ");
    }

    /** A run of the others goes on; a plain `make`, as a developer types it, fails. */
    @Test
    void whatCanNotBeBuiltIsListedBesideTheRest() {
        String broken = "kernels/test/broken";
        folder.withKernels(EMPTY)
                .with(broken + ".c", "#include \"marchmark.h\"\n\nint broken(\n")
                .with(CLEARS + ".c", CLEARING_LOOP);
        Manifest manifest = folder.build().buildPossible(List.of(EMPTY, CLEARS), List.of("v2-O2"));
        assertThat(manifest.libraries()).extracting(Library::workload).containsExactly(EMPTY);
        assertThat(manifest.workloads()).extracting(Workload::id).containsExactly(EMPTY, CLEARS);
        assertThat(manifest.ids()).containsExactly(EMPTY, broken, CLEARS);
        assertThat(manifest.broken(EMPTY, "v2-O2")).isEmpty();
        assertThat(manifest.broken(CLEARS, "v2-O2").orElseThrow()).contains("calls memset of the C library");
        assertThat(manifest.broken(broken, "v2-O2").orElseThrow())
                .contains("kernels/test/broken.c:3:", "error:")
                .doesNotContain("\t", "|", folder.path().toString());
        assertThat(build(EMPTY, "v2-O2").libraries()).hasSize(1);
        assertThatThrownBy(() -> NativeFolder.output(
                        "make", "-C", folder.path().toString(), "WORKLOADS=" + EMPTY, "VARIANTS=v2-O2"))
                .as("of all references")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingIsPossibleWhereEveryWorkloadIsBroken() {
        folder.withKernels(EMPTY).with(CLEARS + ".c", CLEARING_LOOP);
        assertThatThrownBy(() -> folder.build().buildPossible(List.of(CLEARS), List.of("v2-O2")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("the native build failed:\n  " + CLEARS + ", variant v2-O2: calls memset");
    }

    @Test
    void unknownWorkloadIsRefused() {
        folder.withKernels(EMPTY);
        assertThatThrownBy(() -> build("kernels/test/none", "v2-O2"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("unknown workload or variant: kernels/test/none");
    }

    @Test
    void failedKernelIsBuiltAgainOnceMended() {
        folder.with(CLEARS + ".c", CLEARING_LOOP);
        assertThatThrownBy(() -> build(CLEARS, "v2-O2")).isInstanceOf(BuildException.class);
        assertThatThrownBy(() -> build(CLEARS, "v2-O2"))
                .as("a failure is not forgotten")
                .isInstanceOf(BuildException.class);
        folder.with(CLEARS + ".c", CLEARING_LOOP.replace("out[i] = 0;", "out[i] ^= 1;"));
        assertThat(build(CLEARS, "v2-O2").libraries()).hasSize(1);
    }
}
