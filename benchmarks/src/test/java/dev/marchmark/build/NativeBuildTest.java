// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the native build makes of the project's own layouts, one kernel and one that imports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeBuildTest {
    private static final String CRC32 = "kernels/checksum/crc32";
    private static final String STATEFUL = "kernels/planted/stateful";
    private static final List<String> VARIANTS = List.of("v1-O2", "v2-O2", "v3-O2", "v3-O2-fedora");

    private final Path temporary;
    private final NativeFolder folder;
    private Manifest manifest = new Manifest(List.of(), Map.of(), List.of(), List.of(), List.of(), List.of());

    NativeBuildTest(@TempDir Path temporary) {
        this.temporary = temporary;
        this.folder = NativeFolder.at(temporary.resolve("with a space"))
                .withPlantedHeaders()
                .withKernels(CRC32, STATEFUL);
    }

    @BeforeAll
    void build() {
        manifest = folder.build().build(List.of(CRC32), VARIANTS);
    }

    @Test
    void manifestListsEveryVariantOfTheListAndEveryWorkloadOfTheFolder() throws IOException {
        List<String> listed = Files.readAllLines(folder.path().resolve("variants")).stream()
                .filter(line -> line.startsWith("v"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(manifest.variants()).extracting(Variant::name).isEqualTo(listed);
        assertThat(manifest.workloads())
                .extracting(Workload::id)
                .contains(CRC32, STATEFUL)
                .isSorted();
        Variant v3 = manifest.variant("v3-O2");
        assertThat(v3.level()).isEqualTo(3);
        assertThat(v3.compiler()).isEqualTo("gcc");
        assertThat(v3.compilerVersion()).startsWith("gcc ").matches(".*[0-9]+\\.[0-9]+.*");
        assertThat(v3.flags()).isEqualTo("-march=x86-64-v3 -mtune=generic -O2");
        assertThat(v3.unavailable()).isNull();
    }

    @Test
    void flagThatTheCompilerDoesNotTakeIsLeftOutAndNamed() {
        NativeFolder other = NativeFolder.at(temporary.resolve("flags"))
                .withVariants(
                        "@plain -O2 ?-fno-such-flag ?-fno-plt", "v2-O2 gcc -march=x86-64-v2 @plain ?-specs=/none");
        Variant variant = other.build().describe().variant("v2-O2");
        assertThat(variant.flags()).isEqualTo("-march=x86-64-v2 -O2 -fno-plt");
        assertThat(variant.leftOut()).isEqualTo("-fno-such-flag -specs=/none");
        assertThat(variant.unavailable()).isNull();
    }

    @Test
    void compilerThatIsNotHereIsNamedWithTheCommandThatPreparesIt() {
        NativeFolder other = NativeFolder.at(temporary.resolve("compilers"))
                .withVariants("v2-O2-gcc99 gcc-99 -march=x86-64-v2 ?-fmaybe", "v2-O2-tcc tcc-nowhere -O2");
        Manifest described = other.build().describe();
        assertThat(described.variant("v2-O2-gcc99").unavailable())
                .isEqualTo("gcc-99 is not installed; 'scripts/toolchain gcc-99' prepares one beside the system's");
        assertThat(described.variant("v2-O2-gcc99").flags()).isEqualTo("-march=x86-64-v2 -fmaybe");
        assertThat(described.variant("v2-O2-tcc").unavailable()).isEqualTo("tcc-nowhere is not installed");
    }

    @Test
    void manifestListsTheLibrariesAskedForInEightLayouts() {
        assertThat(manifest.libraries()).hasSize(VARIANTS.size() * 8);
        for (String variant : VARIANTS) {
            List<Library> libraries = manifest.libraries(CRC32, variant);
            assertThat(libraries).extracting(Library::layout).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
            assertThat(libraries)
                    .extracting(Library::isaLevel)
                    .containsOnly(manifest.variant(variant).level());
        }
    }

    @Test
    void layoutsOfAVariantAreDifferentFilesWithTheSameCode() throws IOException {
        for (String variant : VARIANTS) {
            List<Library> libraries = manifest.libraries(CRC32, variant);
            assertThat(libraries).extracting(Library::sha256).doesNotHaveDuplicates();
            assertThat(libraries).extracting(Library::codeBytes).allMatch(bytes -> bytes > 20);
            Set<List<Byte>> codes = new HashSet<>();
            for (Library library : libraries) {
                codes.add(code(library));
            }
            assertThat(codes).as(variant).hasSize(1);
        }
    }

    /** The end of its text section: what comes after the layout's padding. */
    private List<Byte> code(Library library) throws IOException {
        Path section = temporary.resolve("text");
        NativeFolder.output("objcopy", "-O", "binary", "--only-section=.text", file(library), section.toString());
        byte[] text = Files.readAllBytes(section);
        int start = text.length - Math.toIntExact(library.codeBytes());
        List<Byte> code = new ArrayList<>();
        for (byte each : Arrays.copyOfRange(text, start, text.length)) {
            code.add(each);
        }
        return code;
    }

    private String file(Library library) {
        return folder.build().output().resolve(library.path()).toString();
    }

    @Test
    void hashesInTheManifestAreThoseOfTheFiles() throws IOException {
        Path output = folder.build().output();
        for (Library library : manifest.libraries(CRC32, "v2-O2")) {
            assertThat(library.sha256()).isEqualTo(sha256(output.resolve(library.path())));
        }
        Workload workload = manifest.workload(CRC32);
        assertThat(workload.referenceSha256()).isEqualTo(sha256(output.resolve(workload.reference())));
    }

    @Test
    void timedLibraryHoldsAndExportsNothingButItsCode() {
        for (Library library : manifest.libraries()) {
            assertThat(exports(file(library))).as(library.path()).containsExactly("mm_code");
            assertThat(symbols(file(library)))
                    .as(library.path())
                    .contains("run")
                    .doesNotContain("fill", "reference", "shape", "known_answer", "mm_text", "mm_workload");
        }
    }

    @Test
    void referenceLibraryExportsTheWorkloadOnly() {
        String reference = folder.build()
                .output()
                .resolve(manifest.workload(CRC32).reference())
                .toString();
        assertThat(exports(reference)).containsExactly("mm_workload");
        assertThat(symbols(reference)).contains("fill", "reference", "shape").doesNotContain("run", "mm_code");
    }

    private static List<String> exports(String file) {
        return names(NativeFolder.output("nm", "-D", "--defined-only", file));
    }

    private static List<String> symbols(String file) {
        return names(NativeFolder.output("nm", "--defined-only", file));
    }

    private static List<String> names(String output) {
        return output.lines().map(line -> line.split(" ", 3)[2]).toList();
    }

    @Test
    void loaderIsToldWhichLevelALibraryNeeds() {
        for (int level = 2; level <= 3; level++) {
            for (Library library : manifest.libraries(CRC32, "v" + level + "-O2")) {
                assertThat(NativeFolder.output("readelf", "-n", file(library)))
                        .contains("x86 ISA needed: ")
                        .contains("x86-64-v" + level)
                        .doesNotContain("x86-64-v" + (level + 1));
            }
        }
    }

    @Test
    void sameSourcesGiveTheSameBytesInAnotherFolder() throws IOException {
        NativeFolder elsewhere = NativeFolder.at(temporary.resolve("a folder with a rather longer name"))
                .withPlantedHeaders()
                .withKernels(CRC32, STATEFUL);
        Manifest again = elsewhere.build().build(List.of(CRC32), VARIANTS);
        assertThat(again.libraries()).isEqualTo(manifest.libraries());
        assertThat(again.workloads()).isEqualTo(manifest.workloads());
        assertThat(elsewhere.build().output().resolve("libshim.so"))
                .hasSameBinaryContentAs(folder.build().output().resolve("libshim.so"));
        for (Library library : again.libraries()) {
            assertThat(elsewhere.build().output().resolve(library.path()))
                    .hasSameBinaryContentAs(folder.build().output().resolve(library.path()));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
