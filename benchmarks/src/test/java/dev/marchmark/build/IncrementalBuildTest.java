// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalBuildTest {
    private static final List<String> KERNELS = List.of("kernels/checksum/crc32", "kernels/control/empty");
    private static final List<String> VARIANTS = List.of("v2-O2", "v3-O2");

    private final NativeFolder folder;

    IncrementalBuildTest(@TempDir Path temporary) {
        folder = NativeFolder.at(temporary.resolve("to build in"))
                .withKernels(KERNELS.toArray(String[]::new))
                .withVariants("v2-O2 gcc -march=x86-64-v2 -O2", "v3-O2 gcc -march=x86-64-v3 -O2")
                .withLayouts(2);
    }

    @BeforeEach
    void build() {
        folder.build().build(KERNELS, VARIANTS);
    }

    @Test
    void secondBuildRebuildsNothing() {
        assertThat(rebuilt()).isEmpty();
    }

    @Test
    void changedKernelIsRebuiltAlone() throws IOException {
        append("kernels/control/empty.c", "// changed\n");
        assertThat(rebuilt())
                .containsExactlyInAnyOrder(
                        "reference/kernels/control/empty.so",
                        "kernels/control/empty/v2-O2/0.so",
                        "kernels/control/empty/v2-O2/1.so",
                        "kernels/control/empty/v3-O2/0.so",
                        "kernels/control/empty/v3-O2/1.so");
    }

    @Test
    void changedLineOfVariantsRebuildsThatVariantAlone() {
        folder.withVariants("v2-O2 gcc -march=x86-64-v2 -O2", "v3-O2 gcc -march=x86-64-v3 -O2 -fno-tree-vectorize");
        assertThat(rebuilt())
                .containsExactlyInAnyOrder(
                        "kernels/checksum/crc32/v3-O2/0.so",
                        "kernels/checksum/crc32/v3-O2/1.so",
                        "kernels/control/empty/v3-O2/0.so",
                        "kernels/control/empty/v3-O2/1.so");
    }

    @Test
    void changedHeaderRebuildsAll() throws IOException {
        int all = times().size();
        append("include/marchmark.h", "// changed\n");
        assertThat(rebuilt()).hasSize(all - 1); // the shim is not counted
    }

    @Test
    void addedAndRemovedKernelsAndVariantsShowInTheManifest() throws IOException {
        folder.withKernels("kernels/float/daxpy").withVariants("v3-O2 gcc -march=x86-64-v3 -O2");
        Files.delete(folder.path().resolve("kernels/control/empty.c"));
        Manifest manifest = folder.build().build(List.of("kernels/float/daxpy"), List.of("v3-O2"));
        assertThat(manifest.workloads())
                .extracting(Workload::id)
                .containsExactly("kernels/checksum/crc32", "kernels/float/daxpy");
        assertThat(manifest.variants()).extracting(Variant::name).containsExactly("v3-O2");
        // crc32 as v3-O2 was built before and is listed again.
        assertThat(manifest.libraries())
                .extracting(Library::workload)
                .containsExactly(
                        "kernels/checksum/crc32",
                        "kernels/checksum/crc32",
                        "kernels/float/daxpy",
                        "kernels/float/daxpy");
    }

    @Test
    void manifestListsWhatWasBuiltBeforeAsLongAsItIsUpToDate() throws IOException {
        Manifest manifest = folder.build().build(KERNELS.subList(0, 1), VARIANTS.subList(0, 1));
        assertThat(manifest.libraries()).hasSize(8);
        append("kernels/control/empty.c", "// changed\n");
        manifest = folder.build().build(KERNELS.subList(0, 1), VARIANTS.subList(0, 1));
        assertThat(manifest.libraries("kernels/control/empty", "v2-O2")).isEmpty();
        assertThat(manifest.libraries("kernels/checksum/crc32", "v3-O2")).hasSize(2);
    }

    @Test
    void describingAsksNoToolWhereNothingChanged() throws IOException {
        Path manifest = folder.build().output().resolve("manifest.tsv");
        FileTime written = Files.getLastModifiedTime(manifest);
        Manifest described = folder.build().describe();
        assertThat(described.libraries()).as("what was built").hasSize(8);
        assertThat(Files.getLastModifiedTime(manifest)).isEqualTo(written);

        folder.with("kernels/new/third.c", Files.readString(folder.path().resolve("kernels/control/empty.c")));
        assertThat(folder.build().describe().workloads())
                .extracting(Workload::id)
                .contains("kernels/new/third");
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(folder.path().resolve(file), text, StandardOpenOption.APPEND);
    }

    /** The libraries that building again writes. */
    private Set<String> rebuilt() {
        Map<String, FileTime> before = times();
        folder.build().build(KERNELS, VARIANTS);
        return times().entrySet().stream()
                .filter(now -> !now.getValue().equals(before.get(now.getKey())))
                .map(Map.Entry::getKey)
                .filter(file -> !file.equals("libshim.so"))
                .collect(Collectors.toSet());
    }

    private Map<String, FileTime> times() {
        Path output = folder.build().output();
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".so")).toList()) {
                times.put(output.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
